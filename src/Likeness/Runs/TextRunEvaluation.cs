using System.Text;
using Likeness.Data;
using Likeness.Data.Text;
using Likeness.Figures;
using Likeness.Figures.Report;
using Likeness.Models.Sequences;

namespace Likeness.Runs;

/// <summary>Judges a run of text, and writes samples.txt, metrics.json and report.html into its folder.</summary>
public static class TextRunEvaluation
{
    private const int MaxOrder = 7;
    private const int MaxEvaluated = 1 << 20;
    private const int MaxCounted = 1 << 26;
    private const int Shown = 1000;

    /// <summary>Judges a run on text that its model has not seen, beside n-grams that learned the same text.</summary>
    /// <param name="run">The run.</param>
    /// <param name="seed">The seed of the sample; null for the run's own.</param>
    /// <param name="progress">Told as the work goes on.</param>
    /// <param name="cancellationToken">Stops between pieces of work; what is written stays whole.</param>
    /// <exception cref="LikenessException">The text cannot be read or has changed, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SequenceRunReport Evaluate(
        this TextRun run,
        ulong? seed = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var data = run.LoadData();
        var (text, on) = data.Test.Length > 0 ? (data.Test, "held-out text") : (data.Train, "training text");
        text = text.Length <= MaxEvaluated ? text : text[..MaxEvaluated];

        progress?.Report(new TrainingProgress { Phase = RunPhase.Sampling });
        var sample = new StringBuilder();
        foreach (string piece in run.Sample("", Shown, seed ?? run.Record.Seed))
        {
            cancellationToken.ThrowIfCancellationRequested();
            sample.Append(piece);
        }

        byte[] written = Encoding.UTF8.GetBytes(sample.ToString());
        AtomicFile.Write(run.Folder.SampleText, stream => stream.Write(written));

        progress?.Report(new TrainingProgress { Phase = RunPhase.Scoring });
        var likelihood = SequenceScore.ForText(run.Record.Model, run.Score(text.Span, cancellationToken));
        var known = data.Train.Length <= MaxCounted ? data.Train : data.Train[..MaxCounted];
        var baselines = new List<SequenceScore>();
        for (int n = 1; n <= MaxOrder; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(
                new TrainingProgress { Phase = RunPhase.Evaluating, Fraction = (n - 1) / (double)MaxOrder }
            );
            var grams = new NGramModel([known], n);
            baselines.Add(SequenceScore.ForText($"{n}-grams", CodeLength.FromNats(grams.Nats(text.Span), text.Span)));
        }

        progress?.Report(new TrainingProgress { Phase = RunPhase.Reporting });
        var report = new SequenceRunReport(on, text.Length, likelihood, baselines);
        SequenceReportJson.Write(run.Folder.MetricsFile, report);
        WriteReport(
            run,
            data,
            report,
            sample.ToString(),
            Encoding.UTF8.GetString(text.Span[..Math.Min(Shown, text.Length)])
        );
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reporting, Fraction = 1 });
        return report;
    }

    private static void WriteReport(
        TextRun run,
        TextSplits data,
        SequenceRunReport report,
        string sample,
        string real
    ) =>
        SequenceReportPage.Write(
            run.Folder.FullPath,
            RunReport.Outlined(
                new SequenceReportContent
                {
                    Title = "",
                    Under = "text",
                    Texts = (real, sample),
                    ScoreIntroduction =
                        $"Bits that each model needs for {Numeral.Whole(report.Length)} bytes of {report.On}: the length that arithmetic coding by it would reach. n-grams (modified Kneser–Ney) learned the same training text. Less is better.",
                    ScoreHeadings = ["Bits a byte", "Bits a character"],
                    Scores =
                    [
                        .. new[] { report.Likelihood }
                            .Concat(report.Baselines)
                            .Select(score => new ScoreRow(
                                score.Model,
                                [score.BitsPerByte!.Value, score.BitsPerCharacter!.Value]
                            )),
                    ],
                    Data =
                    [
                        new("Bytes to learn from", Numeral.Whole(data.Train.Length)),
                        new("Bytes that the best epoch was chosen by", Numeral.Whole(data.Validation.Length)),
                        new("Bytes set aside to judge on", Numeral.Whole(data.Test.Length)),
                        new("Tokens", Numeral.Whole(run.Transform.Vocabulary.Count)),
                    ],
                },
                run.Folder,
                run.Record
            )
        );
}
