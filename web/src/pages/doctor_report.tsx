// SPDX-License-Identifier: Apache-2.0
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { callText, doctorReportUrl, sentenceOf } from "../api/client";
import { say } from "../state/toasts";
import { doctorWords } from "../strings/doctor";
import { Button, LinkButton } from "../ui/button";
import { Empty, Loading } from "../ui/notices";
import "../styles/doctor.css";

const text = doctorWords.report;

function Tools({ id, report }: { id: string; report: string }) {
  const copy = (): void => {
    navigator.clipboard.writeText(report).then(
      () => say(text.copied),
      () => say(text.noCopy, { tone: "fault" }),
    );
  };
  // Whoever closes the sheet of their device has not failed.
  const share = (): void => void navigator.share({ title: text.subject, text: report }).catch(() => {});
  return (
    <div class="actions report-tools">
      <LinkButton tone="main" icon="download" href={doctorReportUrl(id)} download={`porchlight-report-${id}.txt`}>
        {text.save}
      </LinkButton>
      <Button icon="print" onClick={() => print()}>
        {text.print}
      </Button>
      {"clipboard" in navigator && (
        <Button icon="copy" onClick={copy}>
          {text.copy}
        </Button>
      )}
      {"share" in navigator && (
        <Button icon="send" onClick={share}>
          {text.share}
        </Button>
      )}
    </div>
  );
}

/** All that is known, to keep, to print, or for support. */
export function DoctorReportPage({ params }: { params: Record<string, string> }) {
  const id = params.id ?? "";
  const report = useSignal<string | null>(null);
  const error = useSignal<string | null>(null);
  useEffect(() => {
    callText("GET /doctor/sessions/{id}/report", { id }).then(
      (told) => (report.value = told),
      (caught: unknown) => (error.value = sentenceOf(caught)),
    );
  }, [id, report, error]);
  if (error.value !== null)
    return (
      <Empty page icon="info" title={text.failed}>
        <p>{error.value}</p>
        <LinkButton href="/doctor">{doctorWords.walk.toBegin}</LinkButton>
      </Empty>
    );
  if (report.value === null) return <Loading />;
  return (
    <div class="page page-narrow doctor report-page">
      <header>
        <p class="eyebrow">
          <a href={`/doctor/${id}`}>{text.back}</a>
        </p>
        <h1>{text.title}</h1>
        <p class="quiet report-about">{text.text}</p>
      </header>
      <Tools id={id} report={report.value} />
      <pre class="report">{report.value}</pre>
    </div>
  );
}
