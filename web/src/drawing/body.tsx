// SPDX-License-Identifier: Apache-2.0
import { CaseBack, CaseFront } from "./forms";
import { AaCell, Cable, CodeLabel, type DrawnState, Led, Lens, Pack } from "./parts";
import { type Box, buttonOf, codeAt, codeInside, driveAt, type DrawnModel, hasCodeOutside, type Mark, marksOf, type Point, shapeOf, takesCells, type View } from "./shapes";

interface Props {
  model: DrawnModel;
  state: DrawnState;
  view: View;
  label: string;
  /** A pin goes into the hole. The button below the drawing does the same, for those without a pointer. */
  onPress?: (() => void) | undefined;
  /** Numbers at what has a name; a list beside the drawing says them. */
  isMarked?: boolean;
}

type Side = Pick<Props, "model" | "state">;

function Front({ model, state }: Side) {
  const { lens, led } = shapeOf(model);
  return (
    <g>
      <CaseFront model={model} />
      <Lens lens={lens} state={state} />
      <Led state={state} at={led} />
    </g>
  );
}

function Back({ model, state }: Side) {
  const shape = shapeOf(model);
  const drive = driveAt(shape);
  return (
    <g>
      {model.form !== "pan_tilt" && <Cable cable={state.cable} at={shape.cable} />}
      <CaseBack model={model} />
      {model.form === "pan_tilt" && <Cable cable={state.cable} at={{ x: shape.cable.x, y: shape.cable.y - 4 }} />}
      {model.drive && <rect class="socket" x={drive.x - 8} y={drive.y - 4} width="16" height="8" rx="1.5" />}
      {hasCodeOutside(model) && <CodeLabel at={codeAt(shape)} />}
    </g>
  );
}

function Bay({ box }: { box: Box }) {
  return (
    <g>
      <rect class="body-case" x={box.x} y={box.y} width={box.width} height={box.height} rx={Math.min(box.round, 26)} />
      <rect class="body-bay" x={box.x + 7} y={box.y + 7} width={box.width - 14} height={box.height - 14} rx={Math.max(6, Math.min(box.round, 26) - 7)} />
    </g>
  );
}

function Circuit({ box, top, height }: { box: Box; top: number; height: number }) {
  const middle = box.x + box.width / 2;
  const half = Math.min(26, box.width / 2 - 14);
  return (
    <g>
      <rect class="board" x={middle - half} y={top} width={half * 2} height={height} rx="4" />
      <rect class="chip" x={middle - 11} y={top + height / 2 - 11} width="22" height="22" rx="2" />
      <path class="track" d={`M${middle - half + 6} ${top + 8}h10V${top + height / 2 - 11}M${middle + half - 6} ${top + height - 8}h-10V${top + height / 2 + 11}`} />
    </g>
  );
}

/** The bay of the cells open, or the case without its cover. */
function Inside({ model, state }: Side) {
  const shape = shapeOf(model);
  const { box } = shape;
  const middle = box.x + box.width / 2;
  const packWidth = Math.min(52, box.width - 26);
  const height = Math.min(62, box.height - 40);
  const top = box.y + (box.height - height) / 2 - (model.form === "block" ? 8 : 0);
  const { cells } = state;
  return (
    <g>
      <Bay box={box} />
      {!cells && <Circuit box={box} top={top} height={height} />}
      {cells && takesCells(model) && [0, 1].map((slot) => <AaCell key={slot} cell={cells[slot]} x={middle - 24 + slot * 26} y={top} height={height} />)}
      {cells && !takesCells(model) && <Pack cell={cells[0]} x={middle - packWidth / 2} y={top} width={packWidth} height={height} />}
      {model.qr_code !== undefined && !hasCodeOutside(model) && <CodeLabel at={codeInside(shape)} size={0.62} />}
    </g>
  );
}

/** The hole with the button in it, and the pin that presses it. */
function ButtonHole({ model, view, state, onPress }: Pick<Props, "model" | "view" | "state" | "onPress">) {
  const button = buttonOf(model);
  if (button.view !== view) return null;
  const { x, y } = button.at;
  return (
    <g
      class="pin-hole"
      data-down={state.pressed ?? false}
      data-unsure={button.place === "varies"}
      onPointerDown={(event) => {
        if (event.button !== 0 || !onPress) return;
        event.preventDefault();
        onPress();
      }}
    >
      <circle class="pin-room" cx={x} cy={y} r="15" />
      <circle class="pin-ring" cx={x} cy={y} r="7.5" />
      <circle class="pin-dot" cx={x} cy={y} r="3" />
      {state.pressed && <path class="pin" d={`M${x} ${y}L${x + 30} ${y - 34}`} />}
    </g>
  );
}

const badge = 8;

/** Where the number of a mark stands: at the sides in turn, none on another. */
export function badgesOf(marks: readonly Mark[]): Point[] {
  const lowest = [badge + 2, badge + 2];
  return marks.map(({ at }, index) => {
    const side = index % 2;
    const y = Math.max(lowest[side] ?? 0, Math.min(at.y, 180 - badge - 2));
    lowest[side] = y + badge * 2 + 3;
    return { x: side === 0 ? 160 - badge - 1 : badge + 1, y };
  });
}

function Marks({ model, view }: { model: DrawnModel; view: View }) {
  const marks = marksOf(model, view);
  const badges = badgesOf(marks);
  return (
    <g class="marks">
      {marks.map(({ kind, at: middle, radius = 0 }, index) => {
        const { x, y } = badges[index] ?? middle;
        const at = { x: middle.x + Math.sign(x - middle.x) * radius, y: middle.y };
        return (
          <g key={kind} data-kind={kind}>
            <path class="mark-under" d={`M${x} ${y}L${at.x} ${at.y}`} />
            <path class="mark-line" d={`M${x} ${y}L${at.x} ${at.y}`} />
            <circle class="mark-end" cx={at.x} cy={at.y} r="2.2" />
            <circle class="mark-badge" cx={x} cy={y} r={badge} />
            <text class="mark-number" x={x} y={y + 4}>
              {index + 1}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** One side of a device. What it shows is said in words elsewhere; this is the drawing. */
export function BodyDrawing({ model, state, view, label, onPress, isMarked = false }: Props) {
  return (
    <svg class="body" viewBox="0 0 160 180" role="img" aria-label={label} data-form={model.form}>
      {view === "front" && <Front model={model} state={state} />}
      {view === "back" && <Back model={model} state={state} />}
      {view === "inside" && <Inside model={model} state={state} />}
      <ButtonHole model={model} view={view} state={state} onPress={onPress} />
      {isMarked && <Marks model={model} view={view} />}
    </svg>
  );
}
