using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities;

/// <summary>
/// A kind of data, such as tables or images: which files hold it, how it is read, split, encoded, evaluated, sampled and shown. Runs, training
/// and commands know this class alone. A kind of data derives from <see cref="Modality{T}"/>; docs/adding-a-kind-of-data.md walks through one.
/// </summary>
public abstract class Modality
{
    // Only Modality<T> derives from this class.
    private protected Modality() { }

    /// <summary>The name in run.json, such as <c>table</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The name in run.json in the release before; null where it was the same.</summary>
    internal virtual string? FormerName => null;

    /// <summary>What models of it learn, such as <c>tables</c>.</summary>
    public abstract string Plural { get; }

    /// <summary>What examples are counted in, such as <c>rows</c>.</summary>
    public abstract string Unit { get; }

    /// <summary>What a training step takes, such as <c>windows</c>.</summary>
    public virtual string StepUnit => Unit;

    /// <summary>The type of a set of examples: what <see cref="ModelAttribute.Learns"/> names.</summary>
    public abstract Type ExampleType { get; }

    /// <summary>The files that hold such data, for the help of <c>--data</c>.</summary>
    public abstract string FileHelp { get; }

    /// <summary>The name of such a file or folder in examples of the help, such as <c>points.csv</c>.</summary>
    public abstract string SampleFileName { get; }

    /// <summary>The properties of <see cref="DataSource"/> beside its files that mean something for such data, such as <c>Missing</c>.</summary>
    public virtual IReadOnlyList<string> SourceOptions => [];

    /// <summary>The model that is trained where none is named.</summary>
    public abstract string DefaultModel { get; }

    /// <summary>The dataset that is learned where no data is named; null where there is none.</summary>
    public virtual string? DefaultDataset => null;

    /// <summary>The datasets that can be named.</summary>
    public virtual IReadOnlyList<DatasetSummary> Datasets => [];

    /// <summary>What can be asked of a trained model, one task a command.</summary>
    public virtual IReadOnlyList<ModelTask> Tasks => [];

    /// <summary>The words after <c>likeness sample RUN</c> in the line that is suggested after training.</summary>
    public abstract string SampleArguments { get; }

    /// <summary>How many samples of the model in training are written down every few epochs; 0 where none are.</summary>
    public virtual bool SamplesWhileTraining => false;

    /// <summary>Whether it takes files that no other kind of data recognises; true for tables alone.</summary>
    public virtual bool TakesAnyFile => false;

    /// <summary>Whether files that are read together hold such data; looks at names and first bytes alone.</summary>
    /// <exception cref="LikenessException">There is no such file.</exception>
    public abstract bool Recognises(IReadOnlyList<string> files);

    /// <summary>Reads, splits and encodes the data of a new run.</summary>
    internal abstract PreparedData Prepare(
        DataSource source,
        ModelOptions options,
        SplitSettings split,
        IProgress<TrainingProgress>? progress
    );

    /// <summary>Reads the data of a run again, with the encoding that was fitted then.</summary>
    internal abstract PreparedData Prepare(RunRecord record, ModelOptions options);

    /// <summary>The space that the model of a run works in, without its data.</summary>
    internal abstract ModelSpace Space(RunRecord record, ModelOptions options);

    /// <summary>What can be done with a trained model of this kind of data, typed; see <see cref="TrainedModel.As{T}"/>.</summary>
    /// <param name="model">The trained model.</param>
    public abstract ModelView Open(TrainedModel model);

    /// <summary>Samples from a model, compares the samples with test examples, and says what was found.</summary>
    /// <param name="model">The trained model; its data is read again.</param>
    /// <param name="settings">Seed, number of samples, threads.</param>
    /// <param name="progress">Told as the work goes on.</param>
    /// <param name="cancellationToken">Stops between pieces of work.</param>
    /// <exception cref="LikenessException">The data cannot be read or has changed, or is too small to evaluate on.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract EvaluationOutcome Evaluate(
        TrainedModel model,
        EvaluationRequest settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    );

    /// <summary>Compares generated with real examples that lie in files, without a model.</summary>
    /// <param name="files">Where they lie.</param>
    /// <param name="settings">Seed, threads.</param>
    /// <param name="progress">Told as the work goes on.</param>
    /// <param name="cancellationToken">Stops between pieces of work.</param>
    /// <exception cref="LikenessException">A file cannot be read, or the examples cannot be compared.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract EvaluationOutcome Evaluate(
        EvaluatedFiles files,
        EvaluationRequest settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    );

    /// <summary>Writes some samples of a model in training into a folder.</summary>
    /// <param name="record">The run.</param>
    /// <param name="folder">The folder; exists.</param>
    /// <param name="epoch">The epoch that has ended, from 1.</param>
    /// <param name="rows">Samples in model space, row by row.</param>
    internal virtual void WriteEpochSamples(RunRecord record, string folder, int epoch, ReadOnlySpan<float> rows) { }

    /// <summary>The model of that name for this kind of data.</summary>
    /// <param name="name">The registered name.</param>
    /// <param name="data">What a person calls the data, for the error.</param>
    /// <exception cref="LikenessException">There is none; the message says what such a model learns.</exception>
    public ModelEntry FindModel(string name, string data = "the data")
    {
        var named = ModelRegistry.Named(name);
        string learned = string.Join(" and ", named.Select(entry => ModalityRegistry.Of(entry.Learns).Plural));
        return named.FirstOrDefault(entry => entry.Learns == ExampleType)
            ?? throw new LikenessException(
                $"{name} learns {learned}, but {data} is {Plural} (give {learned}, or one of {string.Join(", ", ModelRegistry.Learning(ExampleType).Select(entry => entry.Name))})"
            );
    }

    /// <inheritdoc/>
    public override string ToString() => Plural;
}
