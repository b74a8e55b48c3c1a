using System.Text.Json;
using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Sampling;

namespace Likeness.Modalities;

/// <summary>
/// A kind of data, such as tables or images: its files, and how it is read, split, encoded, evaluated, sampled and displayed. Runs, training
/// and commands use only this class. A kind of data derives from <see cref="Modality{T}"/>; docs/adding-a-kind-of-data.md walks through an example.
/// </summary>
public abstract class Modality
{
    // Only Modality<T> derives from this class.
    private protected Modality() { }

    /// <summary>The name in run.json, such as <c>table</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Its former name in run.json; null for none.</summary>
    internal virtual string? FormerName => null;

    /// <summary>The plural of what models learn, such as <c>tables</c>.</summary>
    public abstract string Plural { get; }

    /// <summary>The unit of examples, such as <c>rows</c>.</summary>
    public abstract string Unit { get; }

    /// <summary>The unit of training batches, such as <c>windows</c>.</summary>
    public virtual string StepUnit => Unit;

    /// <summary>The type of a set of examples: what <see cref="ModelAttribute.Learns"/> names.</summary>
    public abstract Type ExampleType { get; }

    /// <summary>A description of its files, for the help of <c>--data</c>.</summary>
    public abstract string FileHelp { get; }

    /// <summary>The name of a file or folder in examples of the help, such as <c>points.csv</c>.</summary>
    public abstract string SampleFileName { get; }

    /// <summary>The properties of <see cref="DataSource"/> beside its files that apply to this kind of data, such as <c>Missing</c>.</summary>
    public virtual IReadOnlyList<string> SourceOptions => [];

    /// <summary>Whether examples have columns that <see cref="EvaluationRequest.Target"/> can name.</summary>
    public virtual bool HasTarget => false;

    /// <summary>What is trained where no model is named: a model, its options and the reason, for some data and some time.</summary>
    /// <param name="source">The data.</param>
    /// <param name="budget">The time from start to report.</param>
    public abstract Recipe RecipeFor(DataSource source, TimeSpan budget);

    /// <summary>Describes the files of a source before training, for a person; null if this kind of data is described in another way, as tables are.</summary>
    /// <param name="source">The data.</param>
    /// <exception cref="LikenessException">The files cannot be read.</exception>
    public virtual DataDescription? Describe(DataSource source) => null;

    /// <summary>The default dataset; null for none.</summary>
    public virtual string? DefaultDataset => null;

    /// <summary>The named datasets.</summary>
    public virtual IReadOnlyList<DatasetSummary> Datasets => [];

    /// <summary>The tasks of a trained model, one per command.</summary>
    public virtual IReadOnlyList<ModelTask> Tasks => [];

    /// <summary>The arguments after <c>likeness sample RUN</c> in the suggestion after training.</summary>
    public abstract string SampleArguments { get; }

    /// <summary><see cref="SampleArguments"/> for one source of data, such as with a file name and a format like its own.</summary>
    /// <param name="source">The data of the trained model.</param>
    public virtual string SampleArgumentsFor(DataSource source) => SampleArguments;

    /// <summary>The same for a run, whose data may say how many samples belong together.</summary>
    /// <param name="record">The record of the run.</param>
    public virtual string SampleArgumentsFor(RunRecord record) => SampleArgumentsFor(record.Data.Source);

    /// <summary>The number of samples that are written every few epochs during training; 0 for none.</summary>
    public virtual bool SamplesWhileTraining => false;

    /// <summary>Whether it accepts files that no other kind of data recognises; true only for tables.</summary>
    public virtual bool TakesAnyFile => false;

    /// <summary>Whether files, read together, contain such data; it checks only names and first bytes.</summary>
    /// <exception cref="LikenessException">There is no such file.</exception>
    public abstract bool Recognises(IReadOnlyList<string> files);

    /// <summary>The fractions of test and validation examples where the settings of a run leave them open.</summary>
    /// <param name="source">The data of the run; null for a run without data.</param>
    /// <exception cref="LikenessException">The data cannot be read.</exception>
    public virtual (double Test, double Validation) DefaultSplit(DataSource? source) =>
        (SplitSettings.DefaultTest, SplitSettings.DefaultValidation);

    /// <summary>The split of a new run.</summary>
    /// <param name="source">Its data; null for a run without data.</param>
    /// <param name="test">The fraction of test examples; null for the default.</param>
    /// <param name="validation">The fraction of validation examples; null for the default.</param>
    /// <param name="seed">The seed of the random split.</param>
    internal SplitSettings SplitOf(DataSource? source, double? test, double? validation, ulong seed)
    {
        var open = test is null || validation is null ? DefaultSplit(source) : default;
        return new SplitSettings(test ?? open.Test, validation ?? open.Validation, seed);
    }

    /// <summary>Reads, splits and encodes the data of a new run.</summary>
    internal abstract PreparedData Prepare(
        DataSource source,
        ModelOptions options,
        SplitSettings split,
        IProgress<TrainingProgress>? progress
    );

    /// <summary>Reads and splits the data of a new run whose encoding is given; null for a run without data.</summary>
    internal abstract PreparedData Prepare(
        DataSource? source,
        ModelOptions options,
        SplitSettings split,
        JsonElement encoding
    );

    /// <summary>Reads the data of a run again, with the stored encoding.</summary>
    internal abstract PreparedData Prepare(RunRecord record, ModelOptions options);

    /// <summary>Reads and splits the data of a new run that keeps the encoding of another.</summary>
    /// <exception cref="LikenessException">The data is of other columns, sizes or classes than that run's.</exception>
    internal abstract PreparedData PrepareLike(
        RunRecord other,
        DataSource source,
        ModelOptions options,
        SplitSettings split
    );

    /// <summary>The space of a run's model, without reading its data.</summary>
    internal abstract ModelSpace Space(RunRecord record, ModelOptions options);

    /// <summary>A typed view of a trained model of this kind of data; see <see cref="TrainedModel.As{T}"/>.</summary>
    /// <param name="model">The trained model.</param>
    public abstract ModelView Open(TrainedModel model);

    /// <summary>Samples from a model, and compares the samples with test examples.</summary>
    /// <param name="model">The trained model; its data is read again.</param>
    /// <param name="settings">Seed, number of samples, threads.</param>
    /// <param name="progress">Receives progress reports.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <exception cref="LikenessException">The data cannot be read or has changed, or is too small to evaluate on.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract EvaluationOutcome Evaluate(
        TrainedModel model,
        EvaluationRequest settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    );

    /// <summary>Compares generated with real examples in files, without a model.</summary>
    /// <param name="files">The files.</param>
    /// <param name="settings">Seed, threads.</param>
    /// <param name="progress">Receives progress reports.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <exception cref="LikenessException">A file cannot be read, or the examples cannot be compared.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract EvaluationOutcome Evaluate(
        EvaluatedFiles files,
        EvaluationRequest settings,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken
    );

    /// <summary>Refuses settings that this kind of data does not have.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="LikenessException">A setting is for another kind of data.</exception>
    public void Check(EvaluationRequest settings)
    {
        if (settings.Target is { } target && !HasTarget)
        {
            throw new LikenessException(
                $"'{target}' cannot be predicted: only {string.Join(", ", ModalityRegistry.All.Where(one => one.HasTarget).Select(one => one.Plural))} have a target column, and these are {Plural}"
            );
        }
    }

    /// <summary>The number of rows of the model space that an evaluation samples at most; 0 where it samples in another way.</summary>
    internal virtual int EvaluatedRows(RunRecord record) => 0;

    /// <summary>The number of these rows that are sampled at once.</summary>
    internal virtual int SampledAtOnce => Sampler.Chunk;

    /// <summary>The seconds that an evaluation of all that is usually compared takes.</summary>
    /// <param name="record">The run, with the sizes of its parts.</param>
    /// <param name="data">Its data.</param>
    /// <param name="costs">What the model takes for a row, and the speed of the machine.</param>
    internal virtual double EvaluationSeconds(RunRecord record, PreparedData data, EvaluationCosts costs) =>
        5 * costs.Slowness.Branches;

    /// <summary>The seconds of the part of an evaluation that grows with the size of an example and cannot be shortened for a budget.</summary>
    /// <param name="record">The run, with the sizes of its parts.</param>
    /// <param name="data">Its data.</param>
    /// <param name="slowness">That of the machine.</param>
    internal virtual double LeastEvaluationSeconds(RunRecord record, PreparedData data, Slowness slowness) => 0;

    /// <summary>What makes examples smaller; null for examples whose size an evaluation hardly depends on.</summary>
    internal virtual string? Smaller => null;

    /// <summary>The bytes that an evaluation takes beside the data, which stays in memory.</summary>
    /// <param name="data">The data of the run.</param>
    internal virtual double EvaluationBytes(PreparedData data)
    {
        const int RowCopies = 3; // of samples and real rows while they are compared, in double precision
        return (double)(data.Train.Count + data.Validation.Count) * data.Train.Width * sizeof(double) * RowCopies;
    }

    /// <summary>Writes some samples of a model during training into a folder.</summary>
    /// <param name="record">The run.</param>
    /// <param name="folder">The existing folder.</param>
    /// <param name="epoch">The completed epoch, from 1.</param>
    /// <param name="rows">Samples in model space, row by row.</param>
    internal virtual void WriteEpochSamples(RunRecord record, string folder, int epoch, ReadOnlySpan<float> rows) { }

    /// <summary>The model of this name for this kind of data.</summary>
    /// <param name="name">The registered name.</param>
    /// <param name="data">A name of the data, for the error.</param>
    /// <exception cref="LikenessException">There is none; the message names what such a model learns.</exception>
    public ModelEntry FindModel(string name, string data = "the data")
    {
        var named = ModelRegistry.Named(name);
        string learned = string.Join(
            " and ",
            named.Select(entry => ModalityRegistry.FromExamples(entry.Learns).Plural)
        );
        return named.FirstOrDefault(entry => entry.Learns == ExampleType)
            ?? throw new LikenessException(
                $"{name} learns {learned}, but {data} is {Plural} (give {learned}, or one of {string.Join(", ", ModelRegistry.Learning(ExampleType).Select(entry => entry.Name))})"
            );
    }

    /// <inheritdoc/>
    public override string ToString() => Plural;
}
