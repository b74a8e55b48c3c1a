using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// A masked autoregressive network: the outputs for dimension i depend only on the dimensions before i. Germain et al. 2015,
/// arXiv:1502.03509. Unit k of a hidden layer has a degree m(k); it sees units of at most its own degree (eq. 8, 12), and outputs
/// of larger degree see it (eq. 9). Degrees are distributed evenly and in order, so that units of one degree are contiguous. With
/// residual blocks (h + W₂·relu(W₁·relu(h))) it is the ResMADE of Nash and Durkan 2019, arXiv:1904.05626. Layers are named
/// <c>net.0</c>, <c>net.2</c>, … as in <see cref="Mlp"/>.
/// </summary>
public sealed class Made
{
    private readonly MaskedLinear[] layers; // the last gives the outputs
    private readonly int dimensions;
    private readonly int outputs;
    private readonly bool residual;
    private readonly bool reversed;
    private readonly Dropout dropout;
    private readonly int[] ends; // by degree, 1 … d − 1: how many units of a hidden layer have at most this one

    /// <summary>Creates the layers.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="dimensions">d; at least 1. The outputs of the first dimension in order are constant.</param>
    /// <param name="outputs">The number of outputs for each dimension.</param>
    /// <param name="hidden">Units of each hidden layer.</param>
    /// <param name="depth">The number of hidden layers; with residual blocks, 1 and 2 for each block.</param>
    /// <param name="residual">Whether each two layers after the first form a residual block.</param>
    /// <param name="reversed">Whether the order is from the last dimension to the first.</param>
    /// <param name="dropout">The dropout probability of hidden units.</param>
    public Made(
        ParameterScope scope,
        int dimensions,
        int outputs,
        int hidden,
        int depth,
        bool residual = false,
        bool reversed = false,
        double dropout = 0
    )
    {
        this.dropout = new Dropout(dropout);
        (this.dimensions, this.outputs, this.residual, this.reversed) = (dimensions, outputs, residual, reversed);
        int degrees = Math.Max(1, dimensions - 1);
        int Degree(int unit) => 1 + (int)((long)unit * degrees / hidden);
        ends =
        [
            .. Enumerable.Range(0, degrees + 1).Select(m => Enumerable.Range(0, hidden).Count(k => Degree(k) <= m)),
        ];
        layers = new MaskedLinear[depth + 1];
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = new MaskedLinear(
                scope.At("net").At(2 * i),
                i == 0 ? dimensions : hidden,
                i == depth ? dimensions * outputs : hidden,
                (to, from) =>
                    i == depth
                        ? Position(to / outputs) > Degree(from)
                        : Degree(to) >= (i == 0 ? Position(from) : Degree(from))
            );
        }
    }

    /// <summary>Applies the network to all dimensions at once.</summary>
    /// <param name="x">[batch, d].</param>
    /// <param name="pass">Training or evaluation mode, for the dropout.</param>
    /// <returns>[batch, d, outputs].</returns>
    /// <exception cref="ShapeException">The number of dimensions of x differs.</exception>
    public Tensor Apply(Tensor x, ForwardPass pass)
    {
        LayerShapes.RequireRows("made", x, dimensions);
        var hidden = layers[0].Apply(x);
        var skipped = hidden;
        for (int i = 1; i < layers.Length - 1; i++)
        {
            hidden = layers[i].Apply(dropout.Apply(hidden.Relu(), pass));
            if (residual && i % 2 == 0)
            {
                skipped = hidden += skipped;
            }
        }

        return layers[^1].Apply(dropout.Apply(hidden.Relu(), pass)).Reshape([x.Shape[0], dimensions, outputs]);
    }

    /// <summary>
    /// Sequential evaluation: goes through the dimensions in order; each value is computed from the outputs of its dimension, and
    /// so from the values before it. Each unit is computed once, when the dimensions that it sees are known. The total cost is that
    /// of <see cref="Apply"/>.
    /// </summary>
    /// <param name="batch">The number of rows.</param>
    /// <param name="next">Maps the index of a dimension and its outputs, [batch or 1, 1, outputs], to its value: [batch, 1].</param>
    /// <returns>[batch, d].</returns>
    public Tensor Walk(int batch, Func<int, Tensor, Tensor> next)
    {
        var values = new Tensor[dimensions];
        var plain = new List<Tensor>[layers.Length - 1]; // blocks of each hidden layer so far
        var activated = new List<Tensor>[layers.Length - 1]; // the same after the ReLU
        for (int i = 0; i < plain.Length; i++)
        {
            (plain[i], activated[i]) = ([], []);
        }

        for (int position = 1; position <= dimensions; position++)
        {
            int dimension = reversed ? dimensions - position : position - 1;
            int seen = ends[position - 1];
            var output = layers[^1].ApplyBlock(Joined(activated[^1]), (dimension * outputs, outputs), (0, seen));
            values[dimension] = next(dimension, output.Reshape([output.Shape[0], 1, outputs]));
            if (values[dimension].Shape[0] != batch)
            {
                throw new ShapeException("walk", "a value has another number of rows", values[dimension].Shape);
            }

            if (position == dimensions || ends[position] == seen)
            {
                continue;
            }

            var block = (seen, ends[position] - seen);
            var known = reversed ? (dimension, position) : (0, position);
            for (int i = 0; i < plain.Length; i++)
            {
                var unit =
                    i == 0
                        ? layers[0].ApplyBlock(Joined(values[known.Item1..(known.Item1 + position)]), block, known)
                        : layers[i].ApplyBlock(Joined(activated[i - 1]), block, (0, ends[position]));
                unit = residual && i > 0 && i % 2 == 0 ? unit + plain[i - 2][^1] : unit;
                plain[i].Add(unit);
                activated[i].Add(unit.Relu());
            }
        }

        return Joined(values)!;
    }

    /// <summary>A dimension's position in the order, from 1.</summary>
    private int Position(int dimension) => reversed ? dimensions - dimension : dimension + 1;

    private static Tensor? Joined(IReadOnlyList<Tensor> blocks) =>
        blocks.Count switch
        {
            0 => null,
            1 => blocks[0],
            _ => Tensor.Concatenate(1, [.. blocks]),
        };
}
