using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// One step of an LSTM. Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000; gates in PyTorch's order i, f,
/// g, o: c' = σ(f) c + σ(i) tanh(g), h' = σ(o) tanh(c'). Parameters <c>weight_ih</c> [4·hidden, inputs], <c>weight_hh</c>
/// [4·hidden, hidden], <c>bias_ih</c> and <c>bias_hh</c> [4·hidden], uniform on ±1/√hidden.
/// </summary>
public sealed class LstmCell
{
    private readonly RecurrentWeights weights;

    /// <summary>Creates the cell's parameters.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="inputs">Input features.</param>
    /// <param name="hidden">Features of the state.</param>
    /// <param name="suffix">The suffix of the parameters' names, such as <c>_l0</c>.</param>
    public LstmCell(ParameterScope scope, int inputs, int hidden, string suffix = "")
    {
        Hidden = hidden;
        weights = new RecurrentWeights(scope, gates: 4, inputs, hidden, suffix);
    }

    /// <summary>Features of x.</summary>
    internal int Inputs => weights.InputWeight.Shape[1];

    /// <summary>Features of h and of c.</summary>
    public int Hidden { get; }

    /// <summary>Computes a step.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="hidden">h: [batch, hidden].</param>
    /// <param name="memory">c: [batch, hidden].</param>
    /// <returns>h' and c'.</returns>
    /// <exception cref="ShapeException">A number of features differs, or the batches differ.</exception>
    public (Tensor Hidden, Tensor Memory) Apply(Tensor x, Tensor hidden, Tensor memory)
    {
        LayerShapes.RequireRows("lstm cell", x, Inputs);
        Shape state = [x.Shape[0], Hidden];
        LayerShapes.Require(
            hidden.Shape == state && memory.Shape == state,
            "lstm cell",
            $"states {state} are needed",
            x,
            hidden,
            memory
        );
        return Step(Project(x), hidden, memory);
    }

    /// <summary>The input's contribution to the gates, at all positions of a sequence at once.</summary>
    /// <param name="x">[batch, …, inputs].</param>
    /// <returns>[batch, …, 4·hidden].</returns>
    internal Tensor Project(Tensor x) =>
        Linear.Project(x, weights.InputWeight, weights.InputBias.Tensor + weights.HiddenBias.Tensor);

    /// <summary>Computes a step from a projected input.</summary>
    internal (Tensor Hidden, Tensor Memory) Step(Tensor projected, Tensor hidden, Tensor memory)
    {
        var gates = Linear.Project(hidden, weights.HiddenWeight, bias: null) + projected; // [batch, 4·hidden]
        Tensor Gate(int i) => gates.Slice(-1, i * Hidden, Hidden);
        var next = (Gate(1).Sigmoid() * memory) + (Gate(0).Sigmoid() * Gate(2).Tanh());
        return (Gate(3).Sigmoid() * next.Tanh(), next);
    }
}
