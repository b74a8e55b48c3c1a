using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Data.Features;
using Likeness.Modalities.Sequences;
using Likeness.Nn;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities.Audio;

/// <content>The log-probability of clips.</content>
public sealed partial class AudioModel
{
    /// <summary>The log-probability of each clip's μ-law classes, in nats.</summary>
    /// <param name="examples">Clips of the run's rate and, where it has any, classes.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between batches of windows.</param>
    /// <exception cref="LikenessException">The clips are of another rate, or have other classes.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RowScores Score(
        ClipSet examples,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        Transform.RequireLike(examples);
        var scores = new double[examples.Clips.Count];
        int done = 0;
        foreach (
            var group in Enumerable
                .Range(0, scores.Length)
                .GroupBy(i => examples.Classes.Count > 0 ? examples.ClassOf[i] : 0)
        )
        {
            progress?.Report(
                new TrainingProgress { Phase = RunPhase.Scoring, Fraction = done / (double)scores.Length }
            );
            int[] which = [.. group];
            Score(examples, which, group.Key, scores, cancellationToken);
            done += which.Length;
        }

        return new RowScores(scores, scores, "exact");
    }

    /// <summary>The number of bits that the model needs for each clip.</summary>
    /// <param name="clips">Clips of the run's rate and, where it has any, classes.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between batches of windows.</param>
    /// <returns>The columns clip (from 1), samples, bits and bits_per_sample.</returns>
    /// <exception cref="LikenessException">The clips are of another rate, or have other classes.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Table ScoreClips(
        ClipSet clips,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) =>
        new(
            [new Column("clip"), new Column("samples"), new Column("bits"), new Column("bits_per_sample")],
            [
                .. Score(clips, progress, cancellationToken)
                    .LogDensity.SelectMany(
                        (score, i) =>
                        {
                            (double bits, int samples) = (-score / Math.Log(2), clips.Clips[i].Length);
                            return new[] { i + 1, samples, bits, bits / Math.Max(1, samples) };
                        }
                    ),
            ]
        );

    /// <summary>Ranks clips by their log-probability per sample, see <see cref="SequenceRanking"/>.</summary>
    /// <param name="clips">Clips of the run's rate and, where it has any, classes.</param>
    /// <param name="falseAlarm">The rate of false alarms, in (0, 1), calibrated on the validation clips; null for no threshold.</param>
    /// <param name="anomalies">Clips that are known to be anomalies, ranked with the others; null for none.</param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between batches of windows.</param>
    /// <exception cref="LikenessException">The clips are of another rate, have other classes, or there are too few validation clips for the rate.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SequenceRanking Rank(
        ClipSet clips,
        double? falseAlarm = null,
        ClipSet? anomalies = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var validation = falseAlarm is null ? null : LoadData().Validation;
        if (validation is not null)
        {
            RowRanking.Allowed(falseAlarm!.Value, validation.Clips.Count); // refused before the work
        }

        ScoredParts Scored(ClipSet set) =>
            new([.. set.Clips.Select(clip => clip.Length)], Score(set, progress, cancellationToken).LogDensity);

        return SequenceRanking.Create(
            Scored(clips),
            anomalies is null ? null : Scored(anomalies),
            validation is null ? null : Scored(validation),
            falseAlarm,
            "clip",
            "sample"
        );
    }

    // Clips of a class are concatenated with enough silence between them that no window sees two clips.
    private void Score(ClipSet clips, int[] which, int classOf, double[] scores, CancellationToken cancellationToken)
    {
        int history = Transform.History;
        var symbols = new List<int>();
        var starts = new List<int>();
        foreach (int clip in which)
        {
            starts.Add(symbols.Count + history);
            symbols.AddRange(Enumerable.Repeat(model.Start, history));
            symbols.AddRange(MuLaw.Encode(clips.Clips[clip]).Select(level => (int)level));
        }

        using var scorer = new SequenceScorer(
            (before, track) =>
                model.Logits(
                    before,
                    new(clips.Classes.Count == 0 ? null : Tensor.Constant([before.Shape[0]], classOf), track),
                    ForwardPass.Inference
                ),
            history - 1 + Transform.Segment,
            history - 1,
            trained.Pool,
            model.Space.LocalFeatures
        );
        FeatureTrack[]? tracks = features is null ? null : [.. which.Select(clip => features.Of(clips.Clips[clip]))];
        TrackReader? track = tracks is null ? null : Read;
        double[] found = scorer.Score([.. symbols], model.Start, track, cancellationToken);
        for (int i = 0; i < which.Length; i++)
        {
            scores[which[i]] = found[starts[i]..(starts[i] + clips.Clips[which[i]].Length)].Sum();
        }

        // The silence before a clip has its track, too.
        void Read(int position, Span<float> values)
        {
            int place = starts.BinarySearch(position + history);
            int clip = place >= 0 ? place : ~place - 1;
            tracks[clip].Read(position - starts[clip], values);
        }
    }
}
