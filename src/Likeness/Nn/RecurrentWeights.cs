using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>The parameters of a recurrent cell, named and initialised as in PyTorch.</summary>
internal sealed class RecurrentWeights
{
    public RecurrentWeights(ParameterScope scope, int gates, int inputs, int hidden, string suffix)
    {
        double bound = 1 / Math.Sqrt(hidden);
        InputWeight = scope.Uniform($"weight_ih{suffix}", [gates * hidden, inputs], bound);
        HiddenWeight = scope.Uniform($"weight_hh{suffix}", [gates * hidden, hidden], bound);
        InputBias = scope.Uniform($"bias_ih{suffix}", [gates * hidden], bound);
        HiddenBias = scope.Uniform($"bias_hh{suffix}", [gates * hidden], bound);
    }

    public Parameter InputWeight { get; }

    public Parameter HiddenWeight { get; }

    public Parameter InputBias { get; }

    public Parameter HiddenBias { get; }
}
