using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>The year or month of a <see cref="DateColumn"/>: it is left out, and computed in samples.</summary>
/// <param name="Column">The column.</param>
/// <param name="Day">The column in whose place models see the date.</param>
/// <param name="Part">Which part of the date it is.</param>
internal sealed record DatePartColumn(string Column, string Day, ColumnPart Part) : PartColumn
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override string Source => Day;

    /// <inheritdoc/>
    internal override bool IsComputed => true;

    /// <inheritdoc/>
    protected override double[] Of(double[] cells, Column source)
    {
        var function = new ColumnFunction(Part, []);
        return Array.ConvertAll(cells, date => function.Of(date, source));
    }
}
