using Likeness.Compute.Cpu;

namespace Likeness.Tests.Models.Densities;

/// <summary>A density of one or two columns, tabulated over all of ℝ or ℝ².</summary>
internal sealed class DensityGrid
{
    private readonly GridAxis axis; // of the first column
    private readonly GridLine marginal; // of the first column
    private readonly GridLine[] conditionals; // of the second column in each cell of the first

    /// <summary>Tabulates a density.</summary>
    /// <param name="model">The density.</param>
    /// <param name="axes">The cells of each column, or of both.</param>
    public DensityGrid(DensityUnderTest model, params GridAxis[] axes)
    {
        axis = axes[0];
        var second = axes[^1];
        int lines = model.Columns == 1 ? 1 : axis.Count;
        double[] log = model.LogDensity([
            .. Enumerable
                .Range(0, lines)
                .SelectMany(i =>
                    second.Nodes.SelectMany(node =>
                        model.Columns == 1 ? [node.Place] : new[] { axis.Nodes[i].Place, node.Place }
                    )
                ),
        ]);
        var masses = new double[lines, second.Count];
        for (int i = 0; i < log.Length; i++)
        {
            var (line, cell) = Math.DivRem(i, second.Count);
            masses[line, cell] =
                Math.Exp(log[i]) * second.Nodes[cell].Weight * (lines == 1 ? 1 : axis.Nodes[line].Weight);
            Total += masses[line, cell];
            Entropy -= masses[line, cell] > 0 ? masses[line, cell] * log[i] : 0;
        }

        conditionals =
        [
            .. Enumerable
                .Range(0, lines)
                .Select(line => new GridLine(
                    second,
                    Enumerable.Range(0, second.Count).Select(cell => masses[line, cell])
                )),
        ];
        marginal = lines == 1 ? conditionals[0] : new GridLine(axis, conditionals.Select(line => line.Total));
    }

    /// <summary>∫ p.</summary>
    public double Total { get; }

    /// <summary>−∫ p log p, in nats.</summary>
    public double Entropy { get; }

    /// <summary>F(x₁) of each row and, with two columns, F(x₂ | x₁): uniform and independent if the rows follow the density (Rosenblatt 1952).</summary>
    public double[][] Integrals(double[] rows) =>
        conditionals.Length == 1
            ?
            [
                [.. rows.Select(marginal.Cumulative)],
            ]
            :
            [
                [.. rows.Chunk(2).Select(row => marginal.Cumulative(row[0]))],
                [.. rows.Chunk(2).Select(row => Conditional(row[0]).Cumulative(row[1]))],
            ];

    // A cell that an edge of the support crosses may have no density at its node: then that of a neighbour.
    private GridLine Conditional(double first)
    {
        int cell = axis.Find(first).Cell;
        return new[] { cell, cell - 1, cell + 1 }
                .Where(other => other >= 0 && other < conditionals.Length && conditionals[other].Total > 0)
                .Select(other => conditionals[other])
                .FirstOrDefault()
            ?? conditionals[cell];
    }

    /// <summary>Rows sampled from the tabulated density by inversion.</summary>
    public double[] Sample(int count, ulong seed)
    {
        var random = new PhiloxRandom(seed, 12);
        var rows = new List<double>();
        for (int i = 0; i < count; i++)
        {
            var (cell, first) = marginal.Quantile(random.NextDouble());
            rows.Add(first);
            if (conditionals.Length > 1)
            {
                rows.Add(conditionals[cell].Quantile(random.NextDouble()).Value);
            }
        }

        return [.. rows];
    }
}
