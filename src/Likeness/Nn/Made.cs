using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// A network whose outputs for dimension i depend on the dimensions before i alone. Germain et al. 2015, arXiv:1502.03509: unit k of
/// a hidden layer has a degree m(k), sees what has a degree of at most its own (eq. 8, 12), and is seen by outputs of larger ones
/// (eq. 9). Degrees are spread evenly and lie in order, so that units of one degree are neighbours. With residual blocks
/// (h + W₂·relu(W₁·relu(h))) it is the ResMADE of Nash and Durkan 2019, arXiv:1904.05626. Layers are named <c>net.0</c>,
/// <c>net.2</c>, … as those of <see cref="Mlp"/>.
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

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="dimensions">d; at least 1. The first in order gets outputs that depend on nothing.</param>
    /// <param name="outputs">How many numbers there are for each dimension.</param>
    /// <param name="hidden">Units of each hidden layer.</param>
    /// <param name="depth">Hidden layers; where they are residual, 1 and 2 for each block.</param>
    /// <param name="residual">Whether each two layers after the first are added to what goes into them.</param>
    /// <param name="reversed">Whether the order is from the last dimension to the first.</param>
    /// <param name="dropout">The share of hidden numbers that a training step sets to zero.</param>
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
                        ? Place(to / outputs) > Degree(from)
                        : Degree(to) >= (i == 0 ? Place(from) : Degree(from))
            );
        }
    }

    /// <summary>Applies the network to all dimensions at once.</summary>
    /// <param name="x">[batch, d].</param>
    /// <param name="pass">Whether this is training, for the dropout.</param>
    /// <returns>[batch, d, outputs].</returns>
    /// <exception cref="ShapeException">x has another number of dimensions.</exception>
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
    /// Goes from dimension to dimension in order, where each one's value is made from its outputs, and so from the values before it.
    /// Each unit is computed once, when the dimensions that it sees are known: all together costs what <see cref="Apply"/> does.
    /// </summary>
    /// <param name="batch">Rows.</param>
    /// <param name="next">From the dimension's number and its outputs, [batch or 1, 1, outputs], its value: [batch, 1].</param>
    /// <returns>[batch, d].</returns>
    public Tensor Walk(int batch, Func<int, Tensor, Tensor> next)
    {
        var values = new Tensor[dimensions];
        var plain = new List<Tensor>[layers.Length - 1]; // blocks of each hidden layer so far
        var bent = new List<Tensor>[layers.Length - 1]; // the same after the ReLU
        for (int i = 0; i < plain.Length; i++)
        {
            (plain[i], bent[i]) = ([], []);
        }

        for (int place = 1; place <= dimensions; place++)
        {
            int dimension = reversed ? dimensions - place : place - 1;
            int seen = ends[place - 1];
            var output = layers[^1].ApplyBlock(Joined(bent[^1]), (dimension * outputs, outputs), (0, seen));
            values[dimension] = next(dimension, output.Reshape([output.Shape[0], 1, outputs]));
            if (values[dimension].Shape[0] != batch)
            {
                throw new ShapeException("walk", "a value has another number of rows", values[dimension].Shape);
            }

            if (place == dimensions || ends[place] == seen)
            {
                continue;
            }

            var block = (seen, ends[place] - seen);
            var known = reversed ? (dimension, place) : (0, place);
            for (int i = 0; i < plain.Length; i++)
            {
                var unit =
                    i == 0
                        ? layers[0].ApplyBlock(Joined(values[known.Item1..(known.Item1 + place)]), block, known)
                        : layers[i].ApplyBlock(Joined(bent[i - 1]), block, (0, ends[place]));
                unit = residual && i > 0 && i % 2 == 0 ? unit + plain[i - 2][^1] : unit;
                plain[i].Add(unit);
                bent[i].Add(unit.Relu());
            }
        }

        return Joined(values)!;
    }

    /// <summary>A dimension's place in the order, from 1.</summary>
    private int Place(int dimension) => reversed ? dimensions - dimension : dimension + 1;

    private static Tensor? Joined(IReadOnlyList<Tensor> blocks) =>
        blocks.Count switch
        {
            0 => null,
            1 => blocks[0],
            _ => Tensor.Concatenate(1, [.. blocks]),
        };
}
