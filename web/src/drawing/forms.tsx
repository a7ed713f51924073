// SPDX-License-Identifier: Apache-2.0
// The cases: what each form looks like from the front and from behind, without what lights up or can be pressed.
import type { ComponentChildren } from "preact";
import type { Form } from "../generated/model_facts";
import type { Box, DrawnModel } from "./shapes";
import { shapeOf } from "./shapes";

interface Side {
  model: DrawnModel;
  box: Box;
}

export function Case({ box }: { box: Box }) {
  return (
    <g>
      <rect class="body-case" x={box.x} y={box.y} width={box.width} height={box.height} rx={box.round} />
      <path class="body-shine" d={`M${box.x + 4} ${box.y + box.height - box.round}V${box.y + box.round}q0 ${4 - box.round} ${box.round - 4} ${4 - box.round}h${box.width * 0.3}`} />
    </g>
  );
}

/** What its case covers of the lens side. */
function Face({ box, inset = 9 }: { box: Box; inset?: number }) {
  return <rect class="body-face" x={box.x + inset} y={box.y + inset} width={box.width - inset * 2} height={box.height - inset * 2} rx={Math.max(8, box.round - inset + 1)} />;
}

function Foot() {
  return (
    <g>
      <ellipse class="body-shade" cx="80" cy="166" rx="42" ry="4" />
      <path class="body-foot" d="M72 102h16l2 50H70z" />
      <path class="body-foot" d="M44 158q0 -12 36 -12t36 12q0 6 -36 6t-36 -6z" />
    </g>
  );
}

/** The window of a sensor that feels warmth. */
function HeatWindow({ x, y }: { x: number; y: number }) {
  return (
    <g>
      <rect class="body-sensor" x={x - 17} y={y - 6} width="34" height="12" rx="6" />
      <path class="body-sensor-lines" d={`M${x - 8} ${y - 5}v10M${x} ${y - 6}v12M${x + 8} ${y - 5}v10`} />
    </g>
  );
}

function BlockFront({ model, box }: Side) {
  return (
    <g>
      <Case box={box} />
      <Face box={box} />
      {model.sensor?.startsWith("heat") && <HeatWindow x={80} y={118} />}
    </g>
  );
}

/** How its cover opens: by a coin, an opening tool, or by hand. */
function Opener({ model, box }: Side) {
  const x = box.x + box.width / 2;
  const y = box.y + box.height - 20;
  const opens = model.tools.find(({ use }) => use === "open")?.tool;
  if (opens === "coin") {
    return (
      <g>
        <circle class="screw" cx={x} cy={y} r="8" />
        <path class="screw-slot" d={`M${x - 5} ${y}h10`} />
      </g>
    );
  }
  if (opens === "opening_tool") return <path class="notch" d={`M${x - 9} ${box.y + box.height - 3}v-7q0 -4 4 -4h10q4 0 4 4v7z`} />;
  return <path class="grip" d={`M${x - 12} ${y}h24M${x - 12} ${y + 5}h24M${x - 12} ${y - 5}h24`} />;
}

function BlockBack(side: Side) {
  const { box } = side;
  return (
    <g>
      <Case box={box} />
      <rect class="body-seam" x={box.x + 11} y={box.y + 11} width={box.width - 22} height={box.height - 22} rx={box.round - 8} />
      <circle class="mount" cx="80" cy="84" r="12" />
      <circle class="mount-hole" cx="80" cy="84" r="5" />
      <Opener {...side} />
    </g>
  );
}

function StandFront({ model, box }: Side) {
  return (
    <g>
      <Foot />
      <Case box={box} />
      <Face box={box} inset={8} />
      {model.sensor?.startsWith("heat") && <HeatWindow x={80} y={94} />}
    </g>
  );
}

function StandBack({ box }: Side) {
  return (
    <g>
      <Foot />
      <Case box={box} />
      <path class="vents" d={`M${box.x + 22} 46h36M${box.x + 22} 52h36M${box.x + 22} 58h36`} />
    </g>
  );
}

function Base() {
  return (
    <g>
      <ellipse class="body-shade" cx="80" cy="166" rx="44" ry="4" />
      <path class="body-foot" d="M48 108h64l6 48q0 8 -8 8H50q-8 0 -8 -8z" />
      <path class="body-seam" d="M46 122h68" />
    </g>
  );
}

function PanTiltFront({ box }: Side) {
  return (
    <g>
      <Base />
      <Case box={box} />
      <rect class="body-face" x="54" y="26" width="52" height="72" rx="26" />
      <path class="turn" d="M30 150q-12 -8 -2 -18M26 137l3 -7 6 5M130 150q12 -8 2 -18M134 137l-3 -7 -6 5" />
    </g>
  );
}

function PanTiltBack({ box }: Side) {
  return (
    <g>
      <Base />
      <Case box={box} />
      <path class="vents" d="M64 78h32M64 84h32M68 90h24" />
    </g>
  );
}

/** The wall plate, and the arm to the case. */
function Arm({ flip = false }: { flip?: boolean }) {
  return (
    <g transform={flip ? "translate(160 0) scale(-1 1)" : undefined}>
      <path class="body-foot" d="M92 104h18v24q0 8 -8 8t-10 -8z" />
      <rect class="body-foot" x="64" y="134" width="74" height="14" rx="7" />
      <path class="body-foot" d="M74 148h54l-4 14H78z" />
    </g>
  );
}

function BulletFront({ box }: Side) {
  return (
    <g>
      <Arm />
      <rect class="body-case" x={box.x + 10} y={box.y} width={box.width - 10} height={box.height} rx="22" />
      <path class="body-hood" d="M18 42q4 -10 16 -10h92q12 0 14 10l-8 4H34z" />
      <ellipse class="body-case" cx="54" cy="74" rx="34" ry="37" />
      <ellipse class="body-face" cx="54" cy="74" rx="29" ry="32" />
    </g>
  );
}

function BulletBack({ box }: Side) {
  return (
    <g>
      <Arm flip />
      <rect class="body-case" x={box.x} y={box.y} width={box.width - 10} height={box.height} rx="22" />
      <path class="body-hood" d="M142 42q-4 -10 -16 -10H34q-12 0 -14 10l8 4h98z" />
      <ellipse class="body-case" cx="106" cy="74" rx="34" ry="37" />
      <ellipse class="body-seam" cx="106" cy="74" rx="26" ry="29" />
    </g>
  );
}

function DoorbellFront({ box }: Side) {
  return (
    <g>
      <Case box={box} />
      <rect class="body-face" x={box.x + 7} y={box.y + 7} width={box.width - 14} height="84" rx="14" />
      <circle class="bell" cx="80" cy="126" r="20" />
      <path class="bell-sign" d="M72 131h16l-2 -3v-6q0 -6 -6 -6t-6 6v6zM78 133q2 2 4 0" />
    </g>
  );
}

function DoorbellBack({ model, box }: Side) {
  return (
    <g>
      <Case box={box} />
      <rect class="plate" x={box.x + 8} y={box.y + 10} width={box.width - 16} height={box.height - 20} rx="12" />
      {[box.y + 24, box.y + box.height - 24].map((y) => (
        <circle key={y} class="mount-hole" cx="80" cy={y} r="4" />
      ))}
      {model.power !== "battery" && <path class="terminals" d={`M70 ${box.y + box.height - 44}h6v6h-6zM84 ${box.y + box.height - 44}h6v6h-6z`} />}
    </g>
  );
}

function ModuleFront({ box }: Side) {
  return (
    <g>
      <Case box={box} />
      <path class="body-seam" d={`M${box.x + 10} ${box.y + 28}h${box.width - 20}`} />
      <path class="waves" d="M62 104q18 -16 36 0M69 111q11 -10 22 0M76 118q4 -4 8 0" />
    </g>
  );
}

function ModuleBack({ box }: Side) {
  return (
    <g>
      <Case box={box} />
      <rect class="body-seam" x={box.x + 14} y={box.y + 14} width={box.width - 28} height={box.height - 34} rx="8" />
    </g>
  );
}

function Feet({ box }: { box: Box }) {
  const y = box.y + box.height - 1;
  return <path class="body-foot" d={`M${box.x + 14} ${y}h16v5h-16zM${box.x + box.width - 30} ${y}h16v5h-16z`} />;
}

function BoxFront({ box }: Side) {
  return (
    <g>
      <Feet box={box} />
      <Case box={box} />
      <path class="vents" d="M34 82h52M34 90h52M34 98h52M34 106h52" />
    </g>
  );
}

function BoxBack({ box }: Side) {
  const y = box.y + box.height - 20;
  return (
    <g>
      <Feet box={box} />
      <Case box={box} />
      <path class="vents" d="M34 78h60M34 84h60" />
      <rect class="socket" x="62" y={y - 2} width="16" height="14" rx="2" />
      <rect class="socket" x="84" y={y + 2} width="14" height="7" rx="1" />
      <rect class="socket" x="102" y={y + 2} width="14" height="7" rx="1" />
    </g>
  );
}

function Board({ box, children }: { box: Box; children?: ComponentChildren }) {
  return (
    <g>
      <Case box={box} />
      <rect class="board" x={box.x + 9} y={box.y + 9} width={box.width - 18} height={box.height - 18} rx="5" />
      {[box.x + 16, box.x + box.width - 16].flatMap((x) => [box.y + 16, box.y + box.height - 16].map((y) => <circle key={`${x} ${y}`} class="rivet" cx={x} cy={y} r="3" />))}
      {children}
    </g>
  );
}

const pins = Array.from({ length: 10 }, (_, index) => 52 + index * 6);

function BoardFront({ box }: Side) {
  return (
    <Board box={box}>
      <rect class="body-face" x="56" y="48" width="48" height="48" rx="6" />
      <path class="ribbon" d="M66 96h28v18H66z" />
      <rect class="chip" x="68" y="114" width="24" height="14" rx="2" />
    </Board>
  );
}

function BoardBack({ box }: Side) {
  return (
    <Board box={box}>
      {pins.map((x) => (
        <path key={x} class="pins" d={`M${x} 46v3M${x} 51v3`} />
      ))}
      <path class="track" d="M48 66h14v14M112 66v22h-16M48 108h10v-14" />
      <rect class="socket" x="94" y={box.y + box.height - 18} width="20" height="16" rx="2" />
    </Board>
  );
}

const fronts: Record<Form, (side: Side) => ComponentChildren> = {
  block: BlockFront, stand: StandFront, pan_tilt: PanTiltFront, bullet: BulletFront, doorbell: DoorbellFront, module: ModuleFront, box: BoxFront, board: BoardFront,
};
const backs: Record<Form, (side: Side) => ComponentChildren> = {
  block: BlockBack, stand: StandBack, pan_tilt: PanTiltBack, bullet: BulletBack, doorbell: DoorbellBack, module: ModuleBack, box: BoxBack, board: BoardBack,
};

export function CaseFront({ model }: { model: DrawnModel }) {
  const Form = fronts[model.form];
  return <Form model={model} box={shapeOf(model).box} />;
}

export function CaseBack({ model }: { model: DrawnModel }) {
  const Form = backs[model.form];
  return <Form model={model} box={shapeOf(model).box} />;
}
