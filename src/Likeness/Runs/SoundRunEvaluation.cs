using Likeness.Data.Audio;
using Likeness.Figures;
using Likeness.Figures.Charts;
using Likeness.Figures.Report;
using Likeness.Models.Sequences;
using Likeness.Sampling;

namespace Likeness.Runs;

/// <summary>Judges a run of sound, and writes sound/, metrics.json and report.html into its folder.</summary>
public static class SoundRunEvaluation
{
    private const int MaxOrder = 3;
    private const long MaxEvaluated = 1 << 20;
    private const long MaxCounted = 1 << 26;
    private const int Shown = 4;
    private const double MaxSeconds = 1;

    /// <summary>Judges a run on clips that its model has not seen, beside n-grams that learned the same clips.</summary>
    /// <param name="run">The run.</param>
    /// <param name="seed">The seed of the samples; null for the run's own.</param>
    /// <param name="progress">Told as the work goes on.</param>
    /// <param name="cancellationToken">Stops between pieces of work; what is written stays whole.</param>
    /// <exception cref="LikenessException">The clips cannot be read or have changed, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SequenceRunReport Evaluate(
        this SoundRun run,
        ulong? seed = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        var data = run.LoadData();
        var (real, on) = data.Test.Clips.Count > 0 ? (data.Test, "held-out sound") : (data.Train, "training sound");
        real = Within(real, MaxEvaluated);
        int samples = (int)Math.Min(MaxSeconds * run.Transform.Rate, data.Train.Clips.Max(clip => clip.Length));
        var sampled = run.Sample(Shown, samples, seed ?? run.Record.Seed, null, progress, cancellationToken);
        AudioSampleFile.Write(run.Folder.AudioFolder, sampled);

        progress?.Report(new TrainingProgress { Phase = RunPhase.Scoring });
        var likelihood = SequenceScore.ForAudio(
            run.Record.Model,
            run.Score(real, cancellationToken).Sum(),
            real.Samples
        );
        var known = Levels(Within(data.Train, MaxCounted));
        var evaluated = Levels(real);
        var baselines = new List<SequenceScore>();
        for (int n = 1; n <= MaxOrder; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(
                new TrainingProgress { Phase = RunPhase.Evaluating, Fraction = (n - 1) / (double)MaxOrder }
            );
            var grams = new NGramModel(known, n);
            double nats = evaluated.Sum(clip => grams.Nats(clip.Span));
            baselines.Add(SequenceScore.ForAudio($"{n}-grams", nats, real.Samples));
        }

        progress?.Report(new TrainingProgress { Phase = RunPhase.Reporting });
        var report = new SequenceRunReport(on, real.Samples, likelihood, baselines);
        SequenceReportJson.Write(run.Folder.MetricsFile, report);
        WriteReport(run, data, report, sampled, real);
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reporting, Fraction = 1 });
        return report;
    }

    private static List<ReadOnlyMemory<byte>> Levels(ClipSet clips) =>
        [.. clips.Clips.Select(clip => new ReadOnlyMemory<byte>(MuLaw.Encode(clip)))];

    // The first clips of so many samples together; at least one.
    private static ClipSet Within(ClipSet clips, long max)
    {
        int count = 0;
        for (long sum = 0; count < clips.Clips.Count && (count == 0 || sum + clips.Clips[count].Length <= max); count++)
        {
            sum += clips.Clips[count].Length;
        }

        return count == clips.Clips.Count ? clips : clips.Take([.. Enumerable.Range(0, count)]);
    }

    private static void WriteReport(
        SoundRun run,
        AudioData data,
        SequenceRunReport report,
        ClipSet sampled,
        ClipSet real
    ) =>
        SequenceReportPage.Write(
            run.Folder.FullPath,
            RunReport.Outlined(
                new SequenceReportContent
                {
                    Title = "",
                    Under = $"sound of {Numeral.Whole(run.Transform.Rate)} samples a second",
                    Figures =
                    [
                        WaveformChart.Draw(real, "real", Shown, sampled.Clips[0].Length),
                        WaveformChart.Draw(sampled, "made", Shown, sampled.Clips[0].Length),
                        SpectrumChart.Draw(real, sampled),
                    ],
                    ScoreIntroduction =
                        $"Bits that each model needs for a sample’s μ-law class, over {Numeral.Whole(report.Length)} samples of {report.On}. n-grams (modified Kneser–Ney) learned the same clips. Less is better.",
                    ScoreHeadings = ["Bits a sample"],
                    Scores =
                    [
                        .. new[] { report.Likelihood }
                            .Concat(report.Baselines)
                            .Select(score => new ScoreRow(score.Model, [score.BitsPerSample!.Value])),
                    ],
                    Data =
                    [
                        new("Clips to learn from", Numeral.Whole(data.Train.Clips.Count)),
                        new("Samples to learn from", Numeral.Whole(data.Train.Samples)),
                        new(
                            "Clips that the best epoch was chosen by",
                            data.IsChosenApart ? Numeral.Whole(data.Validation.Clips.Count) : "those that are judged on"
                        ),
                        new("Clips to judge on", Numeral.Whole(data.Test.Clips.Count)),
                        .. run.Transform.Classes.Count > 0
                            ? [new Fact("Classes", string.Join(", ", run.Transform.Classes))]
                            : Array.Empty<Fact>(),
                    ],
                },
                run.Folder,
                run.Record
            )
        );
}
