using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// One step of a gated recurrent unit. Cho et al. 2014, arXiv:1406.1078, in PyTorch's form and order r, z, n: n = tanh(Wx + b +
/// σ(r) (Uh + b')), h' = (1 − σ(z)) n + σ(z) h. Parameters as <see cref="LstmCell"/>, with 3·hidden rows.
/// </summary>
public sealed class GruCell
{
    private readonly RecurrentWeights weights;

    /// <summary>Creates the cell's parameters.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="inputs">Input features.</param>
    /// <param name="hidden">Features of the state.</param>
    /// <param name="suffix">The suffix of the parameters' names, such as <c>_l0</c>.</param>
    public GruCell(ParameterScope scope, int inputs, int hidden, string suffix = "")
    {
        Hidden = hidden;
        weights = new RecurrentWeights(scope, gates: 3, inputs, hidden, suffix);
    }

    /// <summary>Features of x.</summary>
    internal int Inputs => weights.InputWeight.Shape[1];

    /// <summary>Features of h.</summary>
    public int Hidden { get; }

    /// <summary>Computes a step.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="hidden">h: [batch, hidden].</param>
    /// <returns>h'.</returns>
    /// <exception cref="ShapeException">A number of features differs, or the batches differ.</exception>
    public Tensor Apply(Tensor x, Tensor hidden)
    {
        LayerShapes.RequireRows("gru cell", x, Inputs);
        Shape state = [x.Shape[0], Hidden];
        LayerShapes.Require(hidden.Shape == state, "gru cell", $"a state {state} is needed", x, hidden);
        return Step(Project(x), hidden);
    }

    /// <summary>The input's contribution to the gates, at all positions of a sequence at once.</summary>
    /// <param name="x">[batch, …, inputs].</param>
    /// <returns>[batch, …, 3·hidden].</returns>
    internal Tensor Project(Tensor x) => Linear.Project(x, weights.InputWeight, weights.InputBias);

    /// <summary>Computes a step from a projected input.</summary>
    internal Tensor Step(Tensor projected, Tensor hidden)
    {
        var recurrent = Linear.Project(hidden, weights.HiddenWeight, weights.HiddenBias); // [batch, 3·hidden]
        Tensor Part(Tensor gates, int i) => gates.Slice(-1, i * Hidden, Hidden);
        var reset = (Part(projected, 0) + Part(recurrent, 0)).Sigmoid();
        var update = (Part(projected, 1) + Part(recurrent, 1)).Sigmoid();
        var proposal = (Part(projected, 2) + (reset * Part(recurrent, 2))).Tanh();
        return proposal + (update * (hidden - proposal));
    }
}
