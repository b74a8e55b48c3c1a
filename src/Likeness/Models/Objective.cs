using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models;

/// <summary>A loss on a batch and the parameters that minimise it.</summary>
/// <param name="Name">What the loss is, such as <c>negative log-likelihood</c>.</param>
/// <param name="Loss">
/// From rows in model space, [batch, Dimensions], and the pass for layers that need it, the mean loss of a row: one element. May use
/// random numbers of the graph.
/// </param>
/// <param name="Parameters">The parameters that it trains.</param>
/// <param name="Rate">What the learning rate is multiplied by.</param>
/// <param name="Every">It is minimised in every so many-th step; 1 for each step.</param>
/// <param name="From">The completed fraction of the training at which it begins, in [0, 1).</param>
/// <param name="Until">The fraction at which it ends, in (From, 1]; the learning-rate schedule ends there.</param>
public sealed record Objective(
    string Name,
    Func<Tensor, ForwardPass, Tensor> Loss,
    IReadOnlyList<Parameter> Parameters,
    double Rate = 1,
    int Every = 1,
    double From = 0,
    double Until = 1
)
{
    /// <summary>Whether it is minimised from the first step to the last.</summary>
    internal bool IsWhole => From <= 0 && Until >= 1;

    /// <summary>Whether it is minimised after a completed fraction of the training.</summary>
    internal bool Covers(double done) => done >= From && (done < Until || Until >= 1);
}
