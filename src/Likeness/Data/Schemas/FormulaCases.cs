using System.Globalization;

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

/// <summary>A formula of times in which a missing one counts as a day, such as that of the report: <c>(left - hired) / 365.25 days (missing as 2024-12-31)</c>. It is missing where all of them are.</summary>
/// <param name="Of">The formula.</param>
/// <param name="Day">The beginning of the day, in seconds since 1970-01-01.</param>
internal sealed record FormulaMissingAsDay(Formula Of, double Day) : Formula
{
    public const string Opening = " (missing as ";
    public const string Closing = ")";
    public const string Format = "yyyy-MM-dd";

    public override double Value(ReadOnlySpan<double> cells)
    {
        double[] filled = cells.ToArray();
        bool isMissing = Array.TrueForAll(filled, double.IsNaN);
        return isMissing ? double.NaN : Of.Value(Array.ConvertAll(filled, cell => double.IsNaN(cell) ? Day : cell));
    }

    public override string Write(IReadOnlyList<string> names) =>
        Of.Write(names)
        + Opening
        + DateTime.UnixEpoch.AddSeconds(Day).ToString(Format, CultureInfo.InvariantCulture)
        + Closing;

    /// <inheritdoc/>
    internal override Formula WithDays() => new FormulaMissingAsDay(Of.WithDays(), Day);

    /// <summary>The day of the words at a place of a text, and where they end; null if there are none.</summary>
    public static (double Day, int End)? Read(string text, int at)
    {
        int begin = at + Opening.Length;
        int end = begin + Format.Length + Closing.Length;
        return
            end <= text.Length
            && string.CompareOrdinal(text, at, Opening, 0, Opening.Length) == 0
            && text[end - 1] == Closing[0]
            && DateTime.TryParseExact(
                text.AsSpan(begin, Format.Length),
                Format,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
            ? ((day - DateTime.UnixEpoch).TotalSeconds, end)
            : null;
    }
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
