using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>
/// An optimiser of a model's own: <see cref="ModelOptions.CreateUpdateRule"/> returns it. The rule expresses a parameter's next value, and those of its state
/// arrays, as graph nodes, so that the update is part of the compiled step. Weight decay, clipping, schedule and averaging apply as to the other optimisers.
/// </summary>
public abstract class UpdateRule
{
    /// <summary>The rule's name in checkpoints, lower-case.</summary>
    public abstract string Name { get; }

    /// <summary>The names of the state arrays, which have each parameter's shape and are zero at the start.</summary>
    public abstract IReadOnlyList<string> State { get; }

    /// <summary>Whether the weight decay is decoupled, p − α·λ·p, instead of a gradient g + λ·p.</summary>
    public virtual bool IsDecayDecoupled => true;

    /// <summary>The next values of a parameter and its state arrays.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="state">Its state arrays, in the order of their names.</param>
    /// <param name="learningRate">α of this step, a scalar.</param>
    /// <param name="step">The number of this step, from 1, a scalar.</param>
    /// <returns>The parameter's next value, and those of the state arrays in their order.</returns>
    public abstract (Tensor Parameter, IReadOnlyList<Tensor> State) Next(
        Tensor parameter,
        Tensor gradient,
        IReadOnlyList<Tensor> state,
        Tensor learningRate,
        Tensor step
    );
}
