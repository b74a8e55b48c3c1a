using Likeness.Data;
using Likeness.Data.Audio;
using Likeness.Models.Sequences;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities.Audio;

/// <summary>What can be done with a model of audio. Lasts as long as its model; several threads may use it, as <see cref="TrainedModel"/> says.</summary>
public sealed partial class AudioModel : ModelView, ISampler<ClipSet>, IScorer<ClipSet>
{
    private const double DefaultSeconds = 1;

    private readonly TrainedModel trained;
    private readonly SequenceModel model;

    internal AudioModel(TrainedModel trained)
    {
        this.trained = trained;
        model = (SequenceModel)trained.Model;
        Transform = AudioTransform.FromJson(trained.Record.Transform);
    }

    /// <summary>Between clips and windows of μ-law classes.</summary>
    public AudioTransform Transform { get; }

    /// <summary>Reads the clips that the run was made from.</summary>
    /// <exception cref="LikenessException">They cannot be read, or have changed.</exception>
    public DataSplit<ClipSet> LoadData() => ((AudioModality)trained.Modality).Reload(trained.Record, trained.Options);

    /// <summary>Reads other clips, resampled to the rate of the run: test clips where they come with such.</summary>
    /// <exception cref="LikenessException">They cannot be read, or are no audio.</exception>
    public ClipSet LoadClips(DataSource source)
    {
        if (source.Modality is not AudioModality)
        {
            throw new LikenessException(
                $"{source.ShortName}: this holds {source.Modality.Plural}, but the run is of audio (give a .wav file, a folder of them, or a dataset of audio)"
            );
        }

        var splits = source.LoadAudio(Transform.Rate);
        return splits.Test ?? splits.Train;
    }

    /// <summary>Samples clips of a second, each class in turn.</summary>
    /// <inheritdoc/>
    public ClipSet Sample(
        int count,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => SampleClips(count, (int)(DefaultSeconds * Transform.Rate), seed, classOf: null, progress, cancellationToken);

    /// <summary>Samples clips side by side, each after silence. A clip is the beginning of a longer one.</summary>
    /// <param name="count">How many clips.</param>
    /// <param name="samples">Samples of each.</param>
    /// <param name="seed">Another seed gives other clips.</param>
    /// <param name="classOf">The class of all, a place in the transform's; null for each class in turn. Without classes it has no use.</param>
    /// <param name="progress">Told as the work goes on.</param>
    /// <param name="cancellationToken">Stops between samples.</param>
    /// <exception cref="LikenessException">The network gives what is not a number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ClipSet SampleClips(
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
        using var sampler = new SymbolSampler(model.Network, count, model.Sampling, which, trained.Pool);
        int[] silence = [.. Enumerable.Repeat(model.Start, Transform.History)];
        sampler.Begin([.. Enumerable.Repeat(silence, count)], RandomUse.Samples.Seed(seed));
        float[][] clips = [.. Enumerable.Range(0, count).Select(_ => new float[samples])];
        int reported = Math.Max(1, samples / 100);
        for (int t = 0; t < samples; t++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sampled = sampler.Next();
            for (int i = 0; i < count; i++)
            {
                clips[i][t] = MuLaw.Decode((byte)sampled[i]);
            }

            if (t % reported == 0)
            {
                progress?.Report(new TrainingProgress { Phase = RunPhase.Sampling, Fraction = t / (double)samples });
            }
        }

        return new ClipSet(Transform.Rate, clips, Transform.Classes, which);
    }
}
