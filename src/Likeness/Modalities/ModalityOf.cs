using System.Text.Json;
using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities;

/// <summary>A kind of data with its own type of examples.</summary>
/// <typeparam name="T">A set of examples, such as a table.</typeparam>
public abstract class Modality<T> : Modality
{
    /// <inheritdoc/>
    public sealed override Type ExampleType => typeof(T);

    /// <summary>Reads and splits data. A dataset's own test examples remain the test examples.</summary>
    /// <param name="source">The source of the data.</param>
    /// <param name="options">The model's options, such as the size of images.</param>
    /// <param name="split">The split of data without parts.</param>
    /// <param name="progress">Receives the fraction that is done.</param>
    /// <exception cref="LikenessException">The data cannot be read, or is too small to split.</exception>
    public abstract DataSplit<T> Read(
        DataSource source,
        ModelOptions options,
        SplitSettings split,
        Action<double>? progress = null
    );

    /// <summary>The number of examples, in units of <see cref="Modality.Unit"/>.</summary>
    public abstract int Count(T examples);

    /// <summary>A fingerprint of examples: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public abstract string Fingerprint(T examples);

    /// <summary>Fits the encoding on training examples only.</summary>
    /// <param name="train">The training examples.</param>
    /// <param name="options">The model's options.</param>
    /// <param name="progress">Receives the fraction that is done.</param>
    /// <exception cref="LikenessException">The model cannot be trained on these examples.</exception>
    public abstract IEncoding<T> Fit(T train, ModelOptions options, Action<double>? progress = null);

    /// <summary>Fits the encoding on training examples of a source, whose settings it may follow.</summary>
    private protected virtual IEncoding<T> Fit(
        DataSource source,
        T train,
        ModelOptions options,
        Action<double>? progress
    ) => Fit(train, options, progress);

    /// <summary>Restores an encoding from run.json.</summary>
    /// <param name="json">The result of <see cref="IEncoding{T}.ToJson"/>.</param>
    /// <param name="options">The model's options.</param>
    /// <exception cref="LikenessException">The JSON is damaged.</exception>
    public abstract IEncoding<T> Restore(JsonElement json, ModelOptions options);

    /// <summary>Describes the data for a person.</summary>
    public abstract DataDescription Describe(DataSplit<T> data, IEncoding<T> encoding);

    /// <summary>Names of columns, for run.json; empty for most kinds of data.</summary>
    protected virtual IReadOnlyList<string> ColumnNames(T train) => [];

    /// <summary>The fingerprint of all parts together in runs of format 1.</summary>
    private protected virtual string? FormerFingerprint(DataSource source, DataSplit<T> data) => null;

    /// <summary>Reads the data of a run again.</summary>
    /// <exception cref="LikenessException">It cannot be read, or differs from the run's data.</exception>
    public DataSplit<T> Reload(RunRecord record, ModelOptions options)
    {
        if (record.IsWithoutData)
        {
            return record.Data.Source.IsNone
                ? throw new LikenessException(
                    "the weights were imported without data (name data, or import them again with --data)"
                )
                : Read(record.Data.Source, options, record.Split);
        }

        var data = Read(record.Data.Source, options, record.Split);
        bool isSame = record.Data.Parts is { Count: > 0 } parts
            ? data.Parts.All(part => parts.Any(known => IsSame(known, part)))
            : FormerFingerprint(record.Data.Source, data) == record.Data.Fingerprint;
        return isSame
            ? data
            : throw new LikenessException(
                $"{record.Data.Source.ShortName}: the data differs from the run's data (restore it, or start a new run)"
            );

        bool IsSame(PartRecord known, (string Name, T Examples) part) =>
            known.Name == part.Name && known.Fingerprint == Fingerprint(part.Examples);
    }

    internal sealed override PreparedData Prepare(
        DataSource source,
        ModelOptions options,
        SplitSettings split,
        IProgress<TrainingProgress>? progress
    )
    {
        var data = Read(source, options, split, Report(RunPhase.Reading));
        return Prepared(source, split, data, Fit(source, data.Train, options, Report(RunPhase.Preparing)));

        Action<double> Report(RunPhase phase) =>
            fraction => progress?.Report(new TrainingProgress { Phase = phase, Fraction = fraction });
    }

    internal sealed override PreparedData Prepare(
        DataSource? source,
        ModelOptions options,
        SplitSettings split,
        JsonElement encoding
    )
    {
        var restored = Restore(encoding, options);
        if (source is not null)
        {
            return Prepared(source, split, Read(source, options, split), restored);
        }

        var space = restored.Space(0);
        var none = new NoExamples(space.Width);
        return new PreparedData(
            none,
            none,
            space,
            new Lazy<JsonElement>(encoding),
            new DataRecord { Source = new DataSource() },
            split,
            new Lazy<DataDescription>(() => new DataDescription { Lines = ["no data"] })
        );
    }

    internal sealed override PreparedData Prepare(RunRecord record, ModelOptions options) =>
        Prepared(record.Data.Source, record.Split, Reload(record, options), Restore(record.Transform, options));

    internal sealed override PreparedData PrepareLike(
        RunRecord other,
        DataSource source,
        ModelOptions options,
        SplitSettings split
    )
    {
        var data = Read(source, options, split);
        return Prepared(source, split, data, EncodingLike(other, data.Train, options));
    }

    /// <summary>The encoding of another run for examples, which must fit to it.</summary>
    /// <exception cref="LikenessException">They are of other columns, sizes or classes.</exception>
    private protected virtual IEncoding<T> EncodingLike(RunRecord other, T train, ModelOptions options)
    {
        RequireLike(other, train);
        return Restore(other.Transform, options);
    }

    /// <summary>Refuses examples that the encoding of another run does not take.</summary>
    /// <exception cref="LikenessException">They are of other columns, sizes or classes.</exception>
    private protected virtual void RequireLike(RunRecord other, T examples)
    {
        var columns = ColumnNames(examples);
        if (!columns.SequenceEqual(other.Data.Columns))
        {
            throw new LikenessException(
                $"the data has the columns {string.Join(", ", columns)}, but the run was trained on {string.Join(", ", other.Data.Columns)} (give a table with these)"
            );
        }
    }

    internal sealed override ModelSpace Space(RunRecord record, ModelOptions options) =>
        Restore(record.Transform, options).Space(record.TrainRows);

    private PreparedData Prepared(DataSource source, SplitSettings split, DataSplit<T> data, IEncoding<T> encoding)
    {
        var train = encoding.Examples(data.Train, isTraining: true);
        return new PreparedData(
            train,
            encoding.Examples(data.Validation, isTraining: false),
            encoding.Space(train.Count),
            new Lazy<JsonElement>(encoding.ToJson),
            new DataRecord
            {
                Source = source.Located(),
                Columns = ColumnNames(data.Train),
                Parts =
                [
                    .. data.Parts.Select(part => new PartRecord(
                        part.Name,
                        Count(part.Examples),
                        Fingerprint(part.Examples)
                    )),
                ],
            },
            split,
            new Lazy<DataDescription>(() => Describe(data, encoding))
        );
    }
}
