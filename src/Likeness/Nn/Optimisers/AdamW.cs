using Likeness.Compute.Graph;

namespace Likeness.Nn.Optimisers;

/// <summary>Adam with decoupled weight decay, p − α·λ·p: Loshchilov and Hutter 2019, arXiv:1711.05101, Algorithm 2.</summary>
/// <param name="parameters">The trained parameters.</param>
/// <param name="weightDecay">λ of the weight decay; 0.01 as in PyTorch.</param>
/// <param name="beta1">β₁; 0.9 in the paper.</param>
/// <param name="beta2">β₂; 0.999 in the paper.</param>
public sealed class AdamW(
    IReadOnlyList<Parameter> parameters,
    double weightDecay = 0.01,
    double beta1 = 0.9,
    double beta2 = 0.999
) : Adam(parameters, weightDecay, isDecoupled: true, beta1, beta2);
