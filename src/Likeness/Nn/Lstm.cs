using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// An LSTM: layers of <see cref="LstmCell"/> along a sequence, with zero initial state. Parameters end in <c>_l0</c>, <c>_l1</c>,
/// …, as in PyTorch's nn.LSTM (with batch_first).
/// </summary>
public sealed class Lstm
{
    private readonly LstmCell[] cells;

    /// <summary>Creates the layers.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="inputs">Input features.</param>
    /// <param name="hidden">Features of the state and of the output.</param>
    /// <param name="layers">The number of layers; at least 1.</param>
    public Lstm(ParameterScope scope, int inputs, int hidden, int layers = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        cells =
        [
            .. Enumerable.Range(0, layers).Select(i => new LstmCell(scope, i == 0 ? inputs : hidden, hidden, $"_l{i}")),
        ];
    }

    /// <summary>Applies the layers.</summary>
    /// <param name="x">[batch, positions, inputs].</param>
    /// <returns>h of the last layer at each position: [batch, positions, hidden].</returns>
    /// <exception cref="ShapeException">The number of features of x differs.</exception>
    public Tensor Apply(Tensor x)
    {
        LayerShapes.RequireSequence("lstm", x, cells[0].Inputs);
        foreach (var cell in cells)
        {
            var projected = cell.Project(x);
            var zeros = Tensor.Constant([x.Shape[0], cell.Hidden], 0);
            var (hidden, memory) = (zeros, zeros);
            x = Recurrence.Over(
                projected,
                cell.Hidden,
                gates => ((hidden, memory) = cell.Step(gates, hidden, memory)).hidden
            );
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
            var (hidden, hiddenBecomes) = state.Carry(cell.Hidden);
            var (memory, memoryBecomes) = state.Carry(cell.Hidden);
            (x, var next) = cell.Apply(x, hidden, memory);
            hiddenBecomes(x);
            memoryBecomes(next);
        }

        return x;
    }
}
