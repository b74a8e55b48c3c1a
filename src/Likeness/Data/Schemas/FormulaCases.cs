namespace Likeness.Data.Schemas;

/// <summary>The larger or smaller of two expressions: <c>max(0, claim - deductible)</c>.</summary>
internal sealed record FormulaExtreme(bool IsLargest, Formula First, Formula Second) : Formula
{
    public const string Largest = "max(";
    public const string Smallest = "min(";

    /// <inheritdoc/>
    internal override Formula Plain =>
        First is FormulaNumber ? Second.Plain
        : Second is FormulaNumber ? First.Plain
        : this;

    public override double Value(ReadOnlySpan<double> cells) =>
        IsLargest
            ? Math.Max(First.Value(cells), Second.Value(cells))
            : Math.Min(First.Value(cells), Second.Value(cells));

    public override string Write(IReadOnlyList<string> names) =>
        $"{(IsLargest ? Largest : Smallest)}{First.Write(names)}, {Second.Write(names)})";

    /// <inheritdoc/>
    internal override Formula WithDays() => new FormulaExtreme(IsLargest, First.WithDays(), Second.WithDays());

    /// <inheritdoc/>
    internal override bool Tells(double value) =>
        Plain == this
        || Array.TrueForAll(
            [First, Second],
            one => one is FormulaNumber { Number: var bound } ? bound != value : one.Tells(value)
        );
}

/// <summary>The time of day of a time that may lie before or behind it: <c>clock(departure + 60 × minutes)</c>.</summary>
internal sealed record FormulaTimeOfDay(Formula Of) : Formula
{
    public const string Opening = "clock(";
    private const double RoundOff = 1e-6;

    public override double Value(ReadOnlySpan<double> cells) =>
        Of.Value(cells) is var time
            ? time - (FormulaDays.Seconds * Math.Floor((time + RoundOff) / FormulaDays.Seconds))
            : double.NaN;

    public override string Write(IReadOnlyList<string> names) => $"{Opening}{Of.Write(names)})";

    internal override Formula WithDays() => this;
}

/// <summary>A formula in which missing cells count as 0: <c>credit - debit (missing as 0)</c>. It is missing where all of them are.</summary>
internal sealed record FormulaMissingAsZero(Formula Of) : Formula
{
    public const string Words = " (missing as 0)";

    public override double Value(ReadOnlySpan<double> cells)
    {
        double[] filled = cells.ToArray();
        bool isMissing = Array.TrueForAll(filled, double.IsNaN);
        return isMissing ? double.NaN : Of.Value(Array.ConvertAll(filled, cell => double.IsNaN(cell) ? 0 : cell));
    }

    public override string Write(IReadOnlyList<string> names) => Of.Write(names) + Words;

    /// <inheritdoc/>
    internal override Formula WithDays() => new FormulaMissingAsZero(Of.WithDays());
}

/// <summary>A formula of a column that has its value or 0: <c>gross or 0</c>. Which of both, it does not say: its value is never that 0.</summary>
internal sealed record FormulaOrZero(Formula Of) : Formula
{
    public const string Words = " or 0";

    /// <inheritdoc/>
    internal override Formula Plain => Of.Plain;

    public override double Value(ReadOnlySpan<double> cells) => Of.Value(cells);

    public override string Write(IReadOnlyList<string> names) => Of.Write(names) + Words;

    /// <inheritdoc/>
    internal override Formula WithDays() => new FormulaOrZero(Of.WithDays());

    /// <inheritdoc/>
    internal override bool Tells(double value) => value != 0 && Of.Tells(value);
}
