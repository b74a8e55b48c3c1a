using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Views;

/// <summary>A column of the data, and the columns of numbers that a model sees in its place.</summary>
/// <param name="column">The column of the data.</param>
internal abstract class ViewedColumn(Column column)
{
    /// <summary>The column of the data.</summary>
    public Column Column => column;

    /// <summary>The columns of numbers; none if models do not see the column.</summary>
    public abstract IReadOnlyList<Column> Numbers { get; }

    /// <summary>The place of the values among these, where others say more of them.</summary>
    public virtual int ValueAt => 0;

    /// <summary>The encoding in a few words.</summary>
    public abstract string Description { get; }

    /// <summary>−log q of the number that fills a missing value, in nats; 0 if none is filled.</summary>
    public virtual double MissingCost => 0;

    /// <summary>The numbers of cells: [Numbers][cells].</summary>
    /// <param name="cells">One value for each row; NaN where missing.</param>
    /// <param name="random">Fills missing values.</param>
    public abstract double[][] Encode(ReadOnlySpan<double> cells, PhiloxRandom random);

    /// <summary>The numbers of cells whose missing values are to be imputed: NaN there.</summary>
    /// <param name="cells">One value for each row; NaN where missing.</param>
    public virtual double[][] EncodeUnknown(double[] cells) => [cells];

    /// <summary>The cells of numbers.</summary>
    /// <param name="numbers">[Numbers][cells].</param>
    /// <param name="count">The number of cells.</param>
    public abstract double[] Decode(double[][] numbers, int count);

    /// <summary>The view of a column.</summary>
    /// <param name="column">The column of the data.</param>
    /// <param name="range">The smallest and largest value in the training rows.</param>
    /// <param name="takesMissing">Whether the model takes missing values as they are.</param>
    public static ViewedColumn Create(Column column, (double Low, double High) range, bool takesMissing) =>
        column is { Missing: not null, Kind: IdentifierKind or TextKind { IsFilled: true } } ? new PresentColumn(column)
        : !column.Kind.IsLearned || double.IsNaN(range.Low) ? new OmittedColumn(column)
        : column is { Codes: not null, Kind: NumberKind } ? new CodedColumn(column, range, takesMissing)
        : column.Missing is null || takesMissing ? new PlainColumn(column)
        : column.Kind.IsNumeric ? new FilledColumn(column, range)
        : new LevelColumn(column);
}
