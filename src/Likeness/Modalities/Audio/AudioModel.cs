using Likeness.Data;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Data.Features;
using Likeness.Models.Sequences;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities.Audio;

/// <summary>The capabilities of a model of audio. It is valid as long as its model and equally thread-safe (see <see cref="TrainedModel"/>).</summary>
public sealed partial class AudioModel : ModelView, ISampler<ClipSet>, IScorer<ClipSet>
{
    private const double DefaultSeconds = 1;

    private readonly TrainedModel trained;
    private readonly SequenceModel model;
    private readonly TrackFeatures? features; // null without local conditioning

    internal AudioModel(TrainedModel trained)
    {
        this.trained = trained;
        model = (SequenceModel)trained.Model;
        Transform = AudioTransform.FromJson(trained.Record.Transform);
        features = TrackFeatures.Create(Transform);
    }

    /// <summary>Converts between clips and windows of μ-law classes.</summary>
    public AudioTransform Transform { get; }

    /// <summary>Reads the clips of the run.</summary>
    /// <exception cref="LikenessException">They cannot be read, or have changed.</exception>
    public DataSplit<ClipSet> LoadData() => ((AudioModality)trained.Modality).Reload(trained.Record, trained.Options);

    /// <summary>Reads other clips, resampled to the run's rate: the test clips if the source has such.</summary>
    /// <exception cref="LikenessException">They cannot be read, or are not audio.</exception>
    public ClipSet LoadClips(DataSource source)
    {
        if (source.Modality is not AudioModality)
        {
            throw new LikenessException(
                $"{source.ShortName}: this holds {source.Modality.Plural}, but the run is of audio (give a .wav file, a folder of them, or a dataset of audio)"
            );
        }

        var splits = source.LoadAudio(Transform.Rate, isLenient: false);
        return splits.Test ?? splits.Train;
    }

    /// <summary>
    /// Samples clips of one second, with the classes in turn; under local conditioning, those that follow the run's test clips, which are read again.
    /// </summary>
    /// <inheritdoc/>
    public ClipSet Sample(
        int count,
        ulong seed = 0,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) =>
        SampleClips(
            count,
            (int)(DefaultSeconds * Transform.Rate),
            seed,
            classOf: null,
            follow: null,
            progress,
            cancellationToken
        );

    /// <summary>Samples clips in a batch, each after silence. A shorter clip is the beginning of a longer one.</summary>
    /// <param name="count">The number of clips.</param>
    /// <param name="samples">Samples per clip.</param>
    /// <param name="seed">Another seed gives other clips.</param>
    /// <param name="classOf">
    /// The index of the class of all clips; null for the classes of the followed clips, or in turn. Ignored without classes.
    /// </param>
    /// <param name="follow">
    /// Clips of the run's rate whose features the samples follow in turn; null for the run's test clips. Ignored without local conditioning.
    /// </param>
    /// <param name="progress">Receives the fraction of the work that is done.</param>
    /// <param name="cancellationToken">Stops between samples.</param>
    /// <exception cref="LikenessException">The network returns NaN, there are no clips to follow, or they are of another rate.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ClipSet SampleClips(
        int count,
        int samples,
        ulong seed = 0,
        int? classOf = null,
        ClipSet? follow = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        follow = features is null ? null : Followed(follow);
        int classes = Transform.Classes.Count;
        int[]? which = classes == 0 ? null : [.. Enumerable.Range(0, count).Select(i => classOf ?? ClassOf(i, follow))];
        using var sampler = new SymbolSampler(
            model.Network,
            count,
            model.Sampling,
            which,
            trained.Pool,
            model.Space.LocalFeatures
        );
        int[] silence = [.. Enumerable.Repeat(model.Start, Transform.History)];
        sampler.Begin(
            [.. Enumerable.Repeat(silence, count)],
            RandomUse.Samples.Seed(seed),
            follow is null ? null : ReaderOf(follow, count)
        );
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

    private ClipSet Followed(ClipSet? follow)
    {
        var clips = follow ?? LoadData().Test;
        if (clips.Clips.Count == 0)
        {
            throw new LikenessException("the run has no test clips that samples could follow (give --follow x.wav)");
        }

        Transform.RequireRate(clips);
        return clips;
    }

    private int ClassOf(int index, ClipSet? follow) =>
        follow is { Classes.Count: > 0 } && follow.Classes.SequenceEqual(Transform.Classes)
            ? follow.ClassOf[index % follow.Clips.Count]
            : index % Transform.Classes.Count;

    private TrackReader ReaderOf(ClipSet follow, int count)
    {
        FeatureTrack[] tracks = [.. follow.Clips.Take(count).Select(features!.Of)];
        return (position, values) =>
        {
            for (int i = 0; i < count; i++)
            {
                var own = values.Slice(i * features!.Count, features.Count);
                tracks[i % tracks.Length].Read(position - Transform.History, own);
            }
        };
    }
}
