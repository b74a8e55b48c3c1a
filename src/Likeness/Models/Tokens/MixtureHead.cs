using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>
/// A mixture of M logistic distributions, which knows that neighbouring values are alike. A cell's probability is the mixture's between its
/// edges, the outermost cells reaching to infinity: Salimans et al. 2017, arXiv:1701.05517, eq. 2; σ(a) − σ(b) is taken as
/// σ(a) σ(−b) (1 − e^(b − a)), exact in both tails. A continuous value has the mixture's density.
/// </summary>
internal sealed class MixtureHead : IColumnHead
{
    // Below e⁻⁷ a scale is finer than a tenth of a cell of a picture.
    private const float LeastLogScale = -7;

    private readonly ColumnScale scale;
    private readonly int count;
    private readonly CellDrawing drawing;
    private readonly Tensor means; // where the network's outputs are counted from: [M], spread over the scale
    private readonly float logScale;

    /// <summary>The head of a model.</summary>
    /// <param name="scale">What values are.</param>
    /// <param name="count">M.</param>
    /// <param name="drawing">How values are drawn.</param>
    public MixtureHead(ColumnScale scale, int count, CellDrawing drawing)
    {
        (this.scale, this.count, this.drawing) = (scale, count, drawing);
        float reach = scale.IsCells ? 1 : 2;
        float[] spread = [.. Enumerable.Range(0, count).Select(m => reach * ((((2 * m) + 1) / (float)count) - 1))];
        means = Tensor.Constant([count], spread);
        logScale = MathF.Log(reach / count);
    }

    /// <inheritdoc/>
    public int Outputs => 3 * count;

    /// <inheritdoc/>
    public Tensor LogProbability(Tensor outputs, Tensor values, Tensor cells)
    {
        var (logWeights, centres, logScales) = Parts(outputs);
        var place = Apart(scale.Place(values, cells)); // [batch, columns, 1]
        var perScale = (-logScales).Exp();
        var distance = (place - centres) * perScale;
        Tensor each; // [batch, columns, M]
        if (scale.IsCells)
        {
            var width = Apart((2 / cells).BroadcastTo(values.Shape)) * perScale; // of a cell, in units of s
            var notFirst = Apart(values.GreaterThan(0.5f));
            var notLast = Apart((cells - 1.5f).BroadcastTo(values.Shape).GreaterThan(values));
            var below = (-(distance + (width * 0.5f))).Softplus() * notLast; // −log σ(a)
            var above = (distance - (width * 0.5f)).Softplus() * notFirst; // −log σ(−b)
            each = ((-(-width).Expm1()).Log() * (notFirst * notLast)) - below - above;
        }
        else
        {
            each = -distance - logScales - ((-distance).Softplus() * 2);
        }

        return (logWeights + each).LogSumExp(2).Reshape(values.Shape);
    }

    /// <inheritdoc/>
    public Tensor Draw(Tensor outputs, Tensor cells, ulong stream)
    {
        Shape shape = [outputs.Shape[0], outputs.Shape[1]];
        if (scale.IsCells && !drawing.IsPlain)
        {
            return drawing.Draw(LogProbabilities(outputs, cells), stream);
        }

        var (logWeights, centres, logScales) = Parts(outputs);
        float temperature = (float)drawing.Temperature;
        var chosen = Categorical.Draw((logWeights * (1 / temperature)).Reshape([shape.Count, count]), stream);
        Tensor Chosen(Tensor x) => x.TakeAlong(2, chosen.Reshape([shape[0], shape[1], 1])).Reshape(shape);
        // Away from 0, of which the logarithm is infinite.
        var uniform = (Tensor.RandomUniform(shape, stream + 1) * (1 - 1e-6f)) + 5e-7f;
        var logistic = uniform.Log() - (1 - uniform).Log();
        return scale.Value(Chosen(centres) + (Chosen(logScales).Exp() * logistic * MathF.Sqrt(temperature)), cells);
    }

    /// <summary>log p of every cell, −∞ (near enough) of those that a column has not: [batch, columns, most cells].</summary>
    private Tensor LogProbabilities(Tensor outputs, Tensor cells)
    {
        (int batch, int columns, int most) = (outputs.Shape[0], outputs.Shape[1], scale.MostCells);
        float[] numbers = [.. Enumerable.Range(0, most).Select(k => (float)k)];
        Shape flat = [batch * columns * most, 1];
        Tensor Repeated(Tensor x, int width) =>
            x.BroadcastTo([batch, columns, width])
                .Reshape([batch, columns, 1, width])
                .BroadcastTo([batch, columns, most, width])
                .Reshape([flat[0], 1, width]);
        var all = Tensor.Constant([most], numbers).BroadcastTo([batch, columns, most]);
        var counts = Apart(cells.BroadcastTo([batch, columns]));
        var found = LogProbability(Repeated(outputs, Outputs), all.Reshape(flat), Repeated(counts, 1).Reshape(flat));
        return counts.GreaterThan(all).Select(found.Reshape([batch, columns, most]), CellDrawing.Never);
    }

    /// <summary>Logarithms of weights, centres and logarithms of scales: [batch, columns, M] each.</summary>
    private (Tensor LogWeights, Tensor Centres, Tensor LogScales) Parts(Tensor outputs)
    {
        Tensor Part(int i) => outputs.Slice(2, i * count, count);
        var logScales = (Part(2) + (logScale - LeastLogScale)).Softplus() + LeastLogScale;
        return (Part(0).LogSoftmax(2), Part(1) + means, logScales);
    }

    private static Tensor Apart(Tensor x) => x.Reshape([x.Shape[0], x.Shape[1], 1]);
}
