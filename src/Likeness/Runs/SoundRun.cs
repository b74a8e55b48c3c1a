using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Data.Audio;
using Likeness.Models.Sequences;
using Likeness.Nn;
using Likeness.Sampling;

namespace Likeness.Runs;

/// <summary>What a run of sound can do. It lasts as long as its run; one thread may use it at a time.</summary>
public sealed class SoundRun
{
    private readonly Run run;
    private readonly SequenceModel model;

    /// <summary>Looks at a run as one of sound.</summary>
    /// <exception cref="LikenessException">The run is of something else.</exception>
    public SoundRun(Run run)
    {
        run.Require(DataKind.Audio);
        this.run = run;
        model = (SequenceModel)run.Model;
        Transform = AudioTransform.FromJson(run.Record.Transform);
    }

    /// <summary>The run's folder.</summary>
    public RunFolder Folder => run.Folder;

    /// <summary>The content of the run's run.json.</summary>
    public RunRecord Record => run.Record;

    /// <summary>Between samples and windows of classes.</summary>
    public AudioTransform Transform { get; }

    /// <summary>Reads the clips that the run was made from, in their parts.</summary>
    /// <exception cref="LikenessException">They cannot be read, or have changed.</exception>
    public AudioData LoadData() => AudioData.Load(run.Record, run.Options.SampleRate);

    /// <summary>Draws clips side by side, each after silence.</summary>
    /// <param name="count">How many clips.</param>
    /// <param name="samples">Samples of each.</param>
    /// <param name="seed">Another seed gives other clips.</param>
    /// <param name="classOf">The class of all, a place in the transform's; null for each class in turn. Without classes it has no use.</param>
    /// <param name="progress">Told as samples are drawn.</param>
    /// <param name="cancellationToken">Stops between samples.</param>
    /// <exception cref="LikenessException">The network gives what is not a number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ClipSet Sample(
        int count,
        int samples,
        ulong seed = 0,
        int? classOf = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        int classes = Transform.Classes.Count;
        int[]? which = classes == 0 ? null : [.. Enumerable.Range(0, count).Select(i => classOf ?? (i % classes))];
        using var sampler = new SymbolSampler(model.Network, count, model.Sampling, which, run.Pool);
        int[] silence = [.. Enumerable.Repeat(model.Start, Transform.History)];
        sampler.Begin([.. Enumerable.Repeat(silence, count)], RandomUse.Samples.Seed(seed));
        float[][] clips = [.. Enumerable.Range(0, count).Select(_ => new float[samples])];
        for (int t = 0; t < samples; t++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sampled = sampler.Next();
            for (int i = 0; i < count; i++)
            {
                clips[i][t] = MuLaw.Decode((byte)sampled[i]);
            }

            if (t % Transform.Rate == 0)
            {
                progress?.Report(new TrainingProgress { Phase = RunPhase.Sampling, Fraction = t / (double)samples });
            }
        }

        return new ClipSet(Transform.Rate, clips, Transform.Classes, which);
    }

    /// <summary>Clips of a source, brought to the run's rate: those that are judged on where it parts them.</summary>
    /// <exception cref="LikenessException">They cannot be read, or are no sound.</exception>
    public ClipSet LoadClips(DataSource source)
    {
        if (source.Kind != DataKind.Audio)
        {
            throw new LikenessException(
                $"{source.ShortName}: this holds {source.Kind.Plural()}, but the run is of sound (give a .wav, a folder of them, or a dataset of sound)"
            );
        }

        var splits = source.LoadAudio(Transform.Rate);
        return splits.Test ?? splits.Train;
    }

    /// <summary>How well each clip is predicted.</summary>
    /// <param name="clips">Clips of the run's rate and, where it has any, classes.</param>
    /// <param name="cancellationToken">Stops between batches of windows.</param>
    /// <returns>The columns clip (from 1), samples, bits and bits_per_sample.</returns>
    /// <exception cref="LikenessException">The clips are of another rate, or have other classes.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Table ScoreClips(ClipSet clips, CancellationToken cancellationToken = default)
    {
        double[] nats = Score(clips, cancellationToken);
        return new Table(
            [new Column("clip"), new Column("samples"), new Column("bits"), new Column("bits_per_sample")],
            [
                .. nats.SelectMany(
                    (lost, i) =>
                    {
                        (double bits, int samples) = (lost / Math.Log(2), clips.Clips[i].Length);
                        return new[] { i + 1, samples, bits, bits / Math.Max(1, samples) };
                    }
                ),
            ]
        );
    }

    /// <summary>−log of the probability of each clip's μ-law classes, in nats.</summary>
    /// <param name="clips">Clips of the run's rate and, where it has any, classes.</param>
    /// <param name="cancellationToken">Stops between batches of windows.</param>
    /// <exception cref="LikenessException">The clips are of another rate, or have other classes.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public double[] Score(ClipSet clips, CancellationToken cancellationToken = default)
    {
        if (clips.Rate != Transform.Rate)
        {
            throw new LikenessException(
                $"the sound has {clips.Rate} samples a second, but the run was trained on {Transform.Rate} (bring it to that rate)"
            );
        }

        if (!clips.Classes.SequenceEqual(Transform.Classes))
        {
            throw new LikenessException(
                $"the clips have {clips.Classes.Count} classes, but the run was trained on {Transform.Classes.Count} (give a folder for each class, of the same names)"
            );
        }

        double[] nats = new double[clips.Clips.Count];
        foreach (
            var group in Enumerable.Range(0, nats.Length).GroupBy(i => clips.Classes.Count > 0 ? clips.ClassOf[i] : 0)
        )
        {
            Score(clips, [.. group], group.Key, nats, cancellationToken);
        }

        return nats;
    }

    // Clips of a class one after another, with so much silence between them that none is seen from the next.
    private void Score(ClipSet clips, int[] which, int classOf, double[] nats, CancellationToken cancellationToken)
    {
        int history = Transform.History;
        var symbols = new List<int>();
        foreach (int clip in which)
        {
            symbols.AddRange(Enumerable.Repeat(model.Start, history));
            symbols.AddRange(MuLaw.Encode(clips.Clips[clip]).Select(level => (int)level));
        }

        using var scorer = new SequenceScorer(
            before =>
                model.Logits(
                    before,
                    clips.Classes.Count == 0 ? null : Tensor.Constant([before.Shape[0]], classOf),
                    ForwardPass.Inference
                ),
            history - 1 + Transform.Segment,
            history - 1,
            run.Pool
        );
        double[] found = scorer.Score([.. symbols], model.Start, cancellationToken);
        int place = 0;
        foreach (int clip in which)
        {
            place += history;
            int length = clips.Clips[clip].Length;
            nats[clip] = -found[place..(place + length)].Sum();
            place += length;
        }
    }
}
