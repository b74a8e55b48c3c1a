namespace Likeness.Data.Schemas;

/// <summary>A function of an expression: its logarithm, root or square.</summary>
/// <param name="Name">One of <see cref="Names"/>.</param>
/// <param name="Of">The expression.</param>
internal sealed record FormulaFunction(string Name, Formula Of) : Formula
{
    private static readonly Dictionary<string, Func<double, double>> Functions = new(StringComparer.Ordinal)
    {
        ["log"] = Math.Log,
        ["log10"] = Math.Log10,
        ["log2"] = Math.Log2,
        ["log1p"] = x => double.LogP1(x),
        ["sqrt"] = Math.Sqrt,
        ["square"] = x => x * x,
    };

    private readonly Func<double, double> function = Functions[Name];

    /// <summary>The functions; <c>log</c> is the natural logarithm, and <c>log1p</c> that of 1 + x.</summary>
    public static IReadOnlyCollection<string> Names => Functions.Keys;

    /// <summary>What stands before the expression.</summary>
    public static string Opening(string name) => $"{name}(";

    /// <summary>NaN where the function has no finite value.</summary>
    public override double Value(ReadOnlySpan<double> cells) =>
        function(Of.Value(cells)) is var value && double.IsFinite(value) ? value : double.NaN;

    /// <inheritdoc/>
    public override string Write(IReadOnlyList<string> names) => $"{Opening(Name)}{Of.Write(names)})";
}
