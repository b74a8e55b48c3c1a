using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// A GRU: layers of <see cref="GruCell"/> along a sequence, with zero initial state. Parameters end in <c>_l0</c>, <c>_l1</c>, …,
/// as in PyTorch's nn.GRU (with batch_first).
/// </summary>
public sealed class Gru
{
    private readonly GruCell[] cells;

    /// <summary>Creates the layers.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="inputs">Input features.</param>
    /// <param name="hidden">Features of the state and of the output.</param>
    /// <param name="layers">The number of layers; at least 1.</param>
    public Gru(ParameterScope scope, int inputs, int hidden, int layers = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        cells =
        [
            .. Enumerable.Range(0, layers).Select(i => new GruCell(scope, i == 0 ? inputs : hidden, hidden, $"_l{i}")),
        ];
    }

    /// <summary>Applies the layers.</summary>
    /// <param name="x">[batch, positions, inputs].</param>
    /// <returns>h of the last layer at each position: [batch, positions, hidden].</returns>
    /// <exception cref="ShapeException">The number of features of x differs.</exception>
    public Tensor Apply(Tensor x)
    {
        LayerShapes.RequireSequence("gru", x, cells[0].Inputs);
        foreach (var cell in cells)
        {
            var projected = cell.Project(x);
            var hidden = Tensor.Constant([x.Shape[0], cell.Hidden], 0);
            x = Recurrence.Over(projected, cell.Hidden, gates => hidden = cell.Step(gates, hidden));
        }

        return x;
    }

    /// <summary>Applies the layers to the next position of sequences.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="state">The decoding state of the sequences.</param>
    /// <returns>h of the last layer: [batch, hidden].</returns>
    /// <exception cref="ShapeException">The number of features of x differs, or the batch differs from the state's.</exception>
    public Tensor Step(Tensor x, DecodingState state)
    {
        foreach (var cell in cells)
        {
            var (hidden, becomes) = state.Carry(cell.Hidden);
            x = cell.Apply(x, hidden);
            becomes(x);
        }

        return x;
    }
}
