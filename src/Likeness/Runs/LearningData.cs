using System.Text.Json;
using Likeness.Data;
using Likeness.Data.Audio;
using Likeness.Data.Images;
using Likeness.Data.Text;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Training;

namespace Likeness.Runs;

/// <summary>What a run learns from, of whatever kind: examples, the space that they are carried into, and what is said of them.</summary>
internal abstract class LearningData
{
    /// <summary>What is trained on.</summary>
    public abstract IExamples Train { get; }

    /// <summary>What is chosen by: which weights are best, when to stop; may be empty.</summary>
    public abstract IExamples Validation { get; }

    /// <summary>The space that both are carried into.</summary>
    public abstract ModelSpace Space { get; }

    /// <summary>What carries them there, for run.json.</summary>
    public abstract JsonElement Transform { get; }

    /// <summary>Describes the data for run.json.</summary>
    public abstract DataRecord Describe();

    /// <summary>What a person should know before a run begins: of the data, its size and oddities.</summary>
    public abstract RunSummary Summary(RunSummary summary);

    /// <summary>Reads the data of a new run, and fits what carries it into model space.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="options">The model's options.</param>
    /// <param name="holdout">The share to hold out, unless the data comes with its split.</param>
    /// <param name="seed">The seed of the split.</param>
    /// <param name="progress">Told what is being done.</param>
    /// <exception cref="LikenessException">The data cannot be read, or cannot be learned from.</exception>
    public static LearningData Load(
        DataSource source,
        ModelOptions options,
        double holdout,
        ulong seed,
        IProgress<TrainingProgress>? progress = null
    )
    {
        progress?.Report(new TrainingProgress { Phase = RunPhase.Reading });
        return source.Kind switch
        {
            DataKind.Images => new ImageLearningData(
                ImageData.Load(source, options.Size, holdout, seed),
                source,
                options
            ),
            DataKind.Text => TextLearningData.Fit(source, TextData.Load(source, holdout), options),
            DataKind.Audio => new AudioLearningData(
                AudioData.Load(source, options.SampleRate, holdout, seed),
                source,
                options
            ),
            _ => TableLearningData.Fit(
                source,
                RunData.Load(source, holdout, seed, Conditioned(RunPhase.Reading, progress)),
                options,
                Conditioned(RunPhase.Preparing, progress)
            ),
        };
    }

    /// <summary>Reads the data of a run again, and what carried it into model space.</summary>
    /// <exception cref="LikenessException">The data cannot be read, or is not what the run was made from.</exception>
    public static LearningData Reload(RunRecord record, ModelOptions options) =>
        record.Kind switch
        {
            DataKind.Images => new ImageLearningData(ImageData.Load(record, options.Size), record.Data.Source, options),
            DataKind.Text => new TextLearningData(
                record.Data.Source,
                TextData.Load(record),
                TextTransform.FromJson(record.Transform)
            ),
            DataKind.Audio => new AudioLearningData(
                AudioData.Load(record, options.SampleRate),
                record.Data.Source,
                options
            ),
            _ => TableLearningData.FromRecord(record),
        };

    /// <summary>The space that a run's model works in, without its data.</summary>
    /// <exception cref="LikenessException">The stored transform is damaged.</exception>
    public static ModelSpace SpaceOf(RunRecord record) =>
        record.Kind switch
        {
            DataKind.Images => ModelSpace.Create(ImageTransform.FromJson(record.Transform), record.TrainRows),
            DataKind.Audio => ModelSpace.Create(AudioTransform.FromJson(record.Transform), record.TrainRows),
            DataKind.Text => ModelSpace.Create(TextTransform.FromJson(record.Transform), record.TrainRows),
            _ => ModelSpace.Create(DataTransform.FromJson(record.Transform), record.TrainRows),
        };

    private static Action<double> Conditioned(RunPhase phase, IProgress<TrainingProgress>? progress) =>
        fraction => progress?.Report(new TrainingProgress { Phase = phase, Fraction = fraction });
}
