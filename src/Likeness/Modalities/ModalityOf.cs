using System.Text.Json;
using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities;

/// <summary>What a kind of data says of itself, in terms of its own type of examples.</summary>
/// <typeparam name="T">A set of examples, such as a table.</typeparam>
public abstract class Modality<T> : Modality
{
    /// <inheritdoc/>
    public sealed override Type ExampleType => typeof(T);

    /// <summary>Reads and splits data. A dataset's own test examples stay the test examples.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="options">The model's options, such as the size of images.</param>
    /// <param name="split">How to split what comes without parts.</param>
    /// <param name="progress">Told the fraction that is done.</param>
    /// <exception cref="LikenessException">The data cannot be read, or is too small to split.</exception>
    public abstract DataSplit<T> Read(
        DataSource source,
        ModelOptions options,
        SplitSettings split,
        Action<double>? progress = null
    );

    /// <summary>How many examples there are, in <see cref="Modality.Unit"/>.</summary>
    public abstract int Count(T examples);

    /// <summary>Tells one set of examples from another: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public abstract string Fingerprint(T examples);

    /// <summary>Fits the encoding on training examples alone.</summary>
    /// <param name="train">The training examples.</param>
    /// <param name="options">The model's options.</param>
    /// <param name="progress">Told the fraction that is done.</param>
    /// <exception cref="LikenessException">The examples cannot be learned from.</exception>
    public abstract IEncoding<T> Fit(T train, ModelOptions options, Action<double>? progress = null);

    /// <summary>Restores an encoding from run.json.</summary>
    /// <param name="json">What <see cref="IEncoding{T}.ToJson"/> gave.</param>
    /// <param name="options">The model's options.</param>
    /// <exception cref="LikenessException">The JSON is damaged.</exception>
    public abstract IEncoding<T> Restore(JsonElement json, ModelOptions options);

    /// <summary>Describes the data to a person.</summary>
    public abstract DataDescription Describe(DataSplit<T> data, IEncoding<T> encoding);

    /// <summary>Names of columns, for run.json; none for most kinds of data.</summary>
    protected virtual IReadOnlyList<string> ColumnNames(T train) => [];

    /// <summary>The fingerprint that runs of format 1 hold of all parts together.</summary>
    private protected virtual string? FormerFingerprint(DataSource source, DataSplit<T> data) => null;

    /// <summary>Reads the data of a run again.</summary>
    /// <exception cref="LikenessException">It cannot be read, or is not what the run was made from.</exception>
    public DataSplit<T> Reload(RunRecord record, ModelOptions options)
    {
        var data = Read(record.Data.Source, options, record.Split);
        bool isSame = record.Data.Parts is { Count: > 0 } parts
            ? data.Parts.All(part => parts.Any(known => IsSame(known, part)))
            : FormerFingerprint(record.Data.Source, data) == record.Data.Fingerprint;
        return isSame
            ? data
            : throw new LikenessException(
                $"{record.Data.Source.ShortName}: the data is not what the run was made from (restore it, or start a new run)"
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
        return Prepared(source, data, Fit(data.Train, options, Report(RunPhase.Preparing)));

        Action<double> Report(RunPhase phase) =>
            fraction => progress?.Report(new TrainingProgress { Phase = phase, Fraction = fraction });
    }

    internal sealed override PreparedData Prepare(RunRecord record, ModelOptions options) =>
        Prepared(record.Data.Source, Reload(record, options), Restore(record.Transform, options));

    internal sealed override ModelSpace Space(RunRecord record, ModelOptions options) =>
        Restore(record.Transform, options).Space(record.TrainRows);

    private PreparedData Prepared(DataSource source, DataSplit<T> data, IEncoding<T> encoding)
    {
        var train = encoding.Examples(data.Train, isTraining: true);
        return new PreparedData(
            train,
            encoding.Examples(data.Validation, isTraining: false),
            encoding.Space(train.Count),
            encoding.ToJson(),
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
            Describe(data, encoding)
        );
    }
}
