using Likeness.Cli.Screens;
using Likeness.Data;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Commands.Sequences;

/// <summary>Judges a run of text or sound, and shows what was found.</summary>
internal static class SequenceEvaluationStep
{
    /// <summary>Judges and shows.</summary>
    /// <returns>The metrics as JSON.</returns>
    public static string Evaluate(Run run, ITrainingScreen screen, ulong? seed, CancellationToken cancellationToken)
    {
        var report = screen.Watch(progress =>
            run.Record.Kind == DataKind.Text
                ? new TextRun(run).Evaluate(seed, progress, cancellationToken)
                : new SoundRun(run).Evaluate(seed, progress, cancellationToken)
        );
        Show(report);
        return SequenceReportJson.Serialize(report);
    }

    private static void Show(SequenceRunReport report)
    {
        bool isText = report.Likelihood.BitsPerByte is not null;
        string[] headings = isText ? ["Model", "Bits a byte", "Bits a character"] : ["Model", "Bits a sample"];
        var table = Page.Table(headings);
        foreach (var number in table.Columns.Skip(1))
        {
            number.RightAligned();
        }

        foreach (var score in report.Baselines.Prepend(report.Likelihood))
        {
            string name = score == report.Likelihood ? $"[cyan]{Markup.Escape(score.Model)}[/]" : score.Model;
            var values = new[] { score.BitsPerByte, score.BitsPerCharacter, score.BitsPerSample }.OfType<double>();
            table.AddRow([name, .. values.Select(value => value.ToString("0.000"))]);
        }

        Page.Line(
            $"\n[bold]Likelihood[/]  {report.Length:N0} {(isText ? "bytes" : "samples")} of {Markup.Escape(report.On)}, beside n-grams that learned the same; less is better"
        );
        Page.Write(table);
    }
}
