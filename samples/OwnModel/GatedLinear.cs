using Likeness.Compute.Graph;
using Likeness.Nn;

namespace OwnModel;

/// <summary>A layer: a linear map times a sigmoid gate, (x·W + b) · σ(x·V + c). Dauphin et al. 2017, arXiv:1612.08083, equation 1.</summary>
public sealed class GatedLinear
{
    private readonly Linear value;
    private readonly Linear gate;

    /// <summary>Creates the layer's parameters.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="inputs">Input features.</param>
    /// <param name="outputs">Output features.</param>
    public GatedLinear(ParameterScope scope, int inputs, int outputs)
    {
        value = new Linear(scope.At("value"), inputs, outputs);
        gate = new Linear(scope.At("gate"), inputs, outputs);
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <returns>[batch, outputs].</returns>
    public Tensor Apply(Tensor x) => value.Apply(x) * gate.Apply(x).Sigmoid();
}
