using Likeness.Data;

namespace Likeness.Figures;

/// <summary>Two tables with the same columns, for charts that compare them.</summary>
public sealed record Comparison
{
    /// <summary>Pairs two tables.</summary>
    /// <param name="real">Real rows; at least one.</param>
    /// <param name="generated">Generated rows; at least one.</param>
    /// <exception cref="ArgumentException">A table is empty, or their numbers of columns differ.</exception>
    public Comparison(Table real, Table generated)
    {
        if (real.RowCount == 0 || generated.RowCount == 0 || real.Width != generated.Width)
        {
            throw new ArgumentException(
                $"{real.RowCount}×{real.Width} and {generated.RowCount}×{generated.Width} values cannot be drawn against each other.",
                nameof(generated)
            );
        }

        Real = real;
        Generated = generated;
    }

    /// <summary>Real rows, in the data's units.</summary>
    public Table Real { get; }

    /// <summary>Generated rows, in the data's units.</summary>
    public Table Generated { get; }

    /// <summary>The name of the real rows in figures.</summary>
    public string RealName { get; init; } = "real";

    /// <summary>The name of the generated rows in figures.</summary>
    public string GeneratedName { get; init; } = "generated";

    /// <summary>The name of a column, shortened to fit beside an axis.</summary>
    internal string ShortName(int column, int max = 24)
    {
        string name = Real.Columns[column].Name;
        return name.Length <= max ? name : name[..(max - 1)] + "…";
    }
}
