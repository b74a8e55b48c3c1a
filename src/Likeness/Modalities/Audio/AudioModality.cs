using System.Text.Json;
using Likeness.Data;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Datasets;
using Likeness.Modalities.Audio.Tasks;
using Likeness.Modalities.Sequences;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Audio;

/// <summary>Audio: clips with one sample rate and individual lengths, with or without classes.</summary>
public sealed class AudioModality : Modality<ClipSet>
{
    /// <inheritdoc/>
    public override string Name => "audio";

    /// <inheritdoc/>
    public override string Plural => "audio";

    /// <inheritdoc/>
    public override string Unit => "clips";

    /// <inheritdoc/>
    public override string StepUnit => "windows";

    /// <inheritdoc/>
    public override string FileHelp =>
        "a .wav file or a folder of them, with a folder for each class where there are classes";

    /// <inheritdoc/>
    public override string SampleFileName => "clips";

    /// <inheritdoc/>
    public override Recipe RecipeFor(DataSource source, TimeSpan budget) => AudioRecipes.For(budget);

    /// <inheritdoc/>
    public override DataDescription Describe(DataSource source) => AudioFilesDescription.Create(source.Files[0]);

    /// <inheritdoc/>
    public override string? DefaultDataset => "tones";

    /// <inheritdoc/>
    public override string SampleArguments => "-n 4 --seconds 2 --out clips";

    /// <inheritdoc/>
    public override IReadOnlyList<DatasetSummary> Datasets { get; } =
    [.. AudioDatasetRegistry.All.Select(entry => new DatasetSummary(entry.Name, entry.Summary, entry.Size))];

    /// <inheritdoc/>
    public override IReadOnlyList<ModelTask> Tasks { get; } = [new SampleAudio(), new ScoreAudio()];

    /// <inheritdoc/>
    public override bool Recognises(IReadOnlyList<string> files) =>
        files is [var path] && (Directory.Exists(path) ? AudioSource.HasClips(path) : AudioSource.IsWave(path));

    /// <inheritdoc/>
    public override DataSplit<ClipSet> Read(
        DataSource source,
        ModelOptions options,
        SplitSettings split,
        Action<double>? progress = null
    )
    {
        split.Check();
        var clips = source.LoadAudio(options.SampleRate == 0 ? null : options.SampleRate);
        return AudioParts.Split(clips, source.DatasetRows, split) with { Remarks = clips.Train.Remarks };
    }

    /// <inheritdoc/>
    public override int Count(ClipSet examples) => examples.Clips.Count;

    /// <inheritdoc/>
    public override string Fingerprint(ClipSet examples) => ClipFingerprint.Compute(examples);

    /// <inheritdoc/>
    public override IEncoding<ClipSet> Fit(ClipSet train, ModelOptions options, Action<double>? progress = null) =>
        new AudioEncoding(
            new AudioTransform(train.Rate, options.ReceptiveField, options.Segment, train.Classes)
            {
                Local = options.Local,
            }
        );

    /// <inheritdoc/>
    public override IEncoding<ClipSet> Restore(JsonElement json, ModelOptions options) =>
        new AudioEncoding(AudioTransform.FromJson(json));

    /// <inheritdoc/>
    public override DataDescription Describe(DataSplit<ClipSet> data, IEncoding<ClipSet> encoding)
    {
        var transform = ((AudioEncoding)encoding).Transform;
        double seconds = (double)data.Train.Samples / transform.Rate;
        string[] classes = transform.Classes.Count == 0 ? [] : [$"classes {string.Join(", ", transform.Classes)}"];
        return new DataDescription
        {
            Lines =
            [
                $"{Numeral.Short(seconds, 4)} s of training audio, {Numeral.Whole(transform.Rate)} samples per second, in {MuLaw.Levels} μ-law classes",
                .. classes,
                $"windows of {Numeral.Whole(transform.Segment)} samples, with random offsets in each epoch; a sample is predicted from the previous {Numeral.Whole(transform.History)}",
            ],
            Remarks = data.Remarks,
        };
    }

    /// <inheritdoc/>
    public override ModelView Open(TrainedModel model) => new AudioModel(model);

    /// <inheritdoc/>
    public override EvaluationOutcome Evaluate(
        TrainedModel model,
        EvaluationRequest settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    ) => AudioModelEvaluation.Evaluate(model, settings, progress, cancellationToken);

    /// <inheritdoc/>
    public override EvaluationOutcome Evaluate(
        EvaluatedFiles files,
        EvaluationRequest settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    ) => AudioModelEvaluation.Evaluate(files, settings, progress, cancellationToken);

    // The sizes of the parts are clips; an example of training is a window of one.
    internal override double EvaluationSeconds(RunRecord record, PreparedData data, EvaluationCosts costs) =>
        SequenceEvaluationTime.SecondsOf(
            SequenceEvaluationTime.AudioFixed,
            sampled: 0,
            Math.Min(
                (double)record.Data.CountOf("test")
                    / Math.Max(1, record.Data.CountOf("validation"))
                    * data.Validation.Count
                    * data.Train.Width,
                AudioModelEvaluation.MaxScored
            ),
            costs.Score / data.Train.Width,
            costs.Slowness.Branches
        );

    private protected override string? FormerFingerprint(DataSource source, DataSplit<ClipSet> data) =>
        ClipFingerprint.Compute(data.Train, data.Validation, data.Test);
}
