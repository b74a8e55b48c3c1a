using System.Globalization;

namespace Likeness.Data.Schemas;

/// <summary>An expression in the cells of one row, as a rule of a schema writes it: <c>quantity × price × (1 - discount)</c>.</summary>
internal abstract record Formula
{
    /// <summary>The value for one row; NaN where a cell that it needs is missing.</summary>
    /// <param name="cells">The cells of the formula's columns, by their places.</param>
    public abstract double Value(ReadOnlySpan<double> cells);

    /// <summary>The expression with the names of its columns.</summary>
    /// <param name="names">The names by place.</param>
    public abstract string Write(IReadOnlyList<string> names);

    /// <summary>The formula of the rows in which no bound and no 0 takes its place.</summary>
    internal virtual Formula Plain => this;

    /// <summary>Whether a value of the computed column is that of <see cref="Plain"/> for sure.</summary>
    internal virtual bool Tells(double value) => true;

    /// <summary>The same with whole days for numbers of seconds.</summary>
    internal virtual Formula WithDays() => this;

    /// <summary>The same inside a product.</summary>
    protected internal virtual string WriteFactor(IReadOnlyList<string> names) => Write(names);
}

/// <summary>A number.</summary>
internal sealed record FormulaNumber(double Number) : Formula
{
    public override double Value(ReadOnlySpan<double> cells) => Number;

    public override string Write(IReadOnlyList<string> names) => Number.ToString("R", CultureInfo.InvariantCulture);

    internal override Formula WithDays() =>
        Number >= FormulaDays.Seconds
        && Math.Round(Number / FormulaDays.Seconds, FormulaDays.Decimals) is var days
        && days * FormulaDays.Seconds == Number
            ? new FormulaDays(days)
            : this;
}

/// <summary>A length of time.</summary>
/// <param name="Days">Its days; the value is in seconds, as cells of times are.</param>
internal sealed record FormulaDays(double Days) : Formula
{
    public const string Many = " days";
    public const string One = " day";
    public const double Seconds = 86400;

    /// <summary>Decimal places of a month of 30.4375 days.</summary>
    public const int Decimals = 4;

    public override double Value(ReadOnlySpan<double> cells) => Days * Seconds;

    public override string Write(IReadOnlyList<string> names) =>
        Days.ToString("R", CultureInfo.InvariantCulture) + (Days == 1 ? One : Many);
}

/// <summary>A length of time in seconds, beside a time.</summary>
internal sealed record FormulaSeconds(double Seconds) : Formula
{
    public const string Unit = " s";

    public override double Value(ReadOnlySpan<double> cells) => Seconds;

    public override string Write(IReadOnlyList<string> names) =>
        Seconds.ToString("R", CultureInfo.InvariantCulture) + Unit;
}

/// <summary>What a row has in a column.</summary>
/// <param name="Place">The column's place among those of the formula.</param>
internal sealed record FormulaCell(int Place) : Formula
{
    public override double Value(ReadOnlySpan<double> cells) => cells[Place];

    public override string Write(IReadOnlyList<string> names) => names[Place];
}

/// <summary>A sum of terms, some of which are subtracted.</summary>
internal sealed record FormulaSum(params IReadOnlyList<(Formula Term, bool IsSubtracted)> Terms) : Formula
{
    public override double Value(ReadOnlySpan<double> cells)
    {
        double sum = 0;
        for (int i = 0; i < Terms.Count; i++)
        {
            var (term, isSubtracted) = Terms[i];
            sum += isSubtracted ? -term.Value(cells) : term.Value(cells);
        }

        return sum;
    }

    public override string Write(IReadOnlyList<string> names) =>
        string.Concat(
            Terms.Select(
                (term, i) =>
                    (
                        i == 0 ? ""
                        : term.IsSubtracted ? " - "
                        : " + "
                    ) + term.Term.Write(names)
            )
        );

    protected internal override string WriteFactor(IReadOnlyList<string> names) => $"({Write(names)})";

    internal override Formula WithDays() =>
        new FormulaSum([.. Terms.Select(term => (term.Term.WithDays(), term.IsSubtracted))]);

    /// <summary>The same for a time: what is added to another one are seconds.</summary>
    internal FormulaSum WithSeconds() =>
        new([
            .. Terms.Select(term =>
                (
                    term.Term is FormulaNumber { Number: var number } ? new FormulaSeconds(number) : term.Term,
                    term.IsSubtracted
                )
            ),
        ]);
}

/// <summary>A product of factors, some of which divide.</summary>
internal sealed record FormulaProduct(params IReadOnlyList<(Formula Factor, bool Divides)> Factors) : Formula
{
    public override double Value(ReadOnlySpan<double> cells)
    {
        double product = 1;
        for (int i = 0; i < Factors.Count; i++)
        {
            var (factor, divides) = Factors[i];
            double value = factor.Value(cells);
            product = divides ? product / value : product * value;
        }

        return product;
    }

    public override string Write(IReadOnlyList<string> names) =>
        string.Concat(
            Factors.Select(
                (factor, i) =>
                    (
                        i == 0 ? ""
                        : factor.Divides ? " / "
                        : " × "
                    ) + factor.Factor.WriteFactor(names)
            )
        );

    internal override Formula WithDays() =>
        new FormulaProduct([.. Factors.Select(factor => (factor.Factor.WithDays(), factor.Divides))]);
}

/// <summary>An expression without its sign.</summary>
internal sealed record FormulaAbsolute(Formula Of) : Formula
{
    public const string Opening = "abs(";

    public override double Value(ReadOnlySpan<double> cells) => Math.Abs(Of.Value(cells));

    public override string Write(IReadOnlyList<string> names) => $"{Opening}{Of.Write(names)})";

    internal override Formula WithDays() => new FormulaAbsolute(Of.WithDays());
}

/// <summary>The day of a time, at its beginning.</summary>
internal sealed record FormulaDate(Formula Of) : Formula
{
    public const string Opening = "date(";

    public override double Value(ReadOnlySpan<double> cells) =>
        Math.Floor(Of.Value(cells) / FormulaDays.Seconds) * FormulaDays.Seconds;

    public override string Write(IReadOnlyList<string> names) => $"{Opening}{Of.Write(names)})";
}

/// <summary>The largest whole number that is not above an expression.</summary>
internal sealed record FormulaFloor(Formula Of) : Formula
{
    // A quotient that is whole may be computed a little below.
    private const double RoundOff = 1e-9;

    public override double Value(ReadOnlySpan<double> cells) => Math.Floor(Of.Value(cells) + RoundOff);

    public override string Write(IReadOnlyList<string> names) => $"floor({Of.Write(names)})";

    internal override Formula WithDays() => new FormulaFloor(Of.WithDays());
}
