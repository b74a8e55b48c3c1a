using System.Runtime.CompilerServices;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Gradients;

/// <summary>Reverse-mode differentiation. The gradient is a graph of the same ops, so that it can be differentiated again.</summary>
public static class Gradient
{
    /// <summary>The gradient of a scalar with respect to some nodes, in their order and of their shapes.</summary>
    /// <param name="loss">A tensor of one element.</param>
    /// <param name="sources">The nodes to differentiate with respect to; a node that the loss does not depend on gets zeros.</param>
    /// <exception cref="ShapeException">The loss has more than one element.</exception>
    /// <exception cref="InsufficientExecutionStackException">The regions are nested too deeply for the thread's stack.</exception>
    public static Tensor[] Compute(Tensor loss, params IReadOnlyList<Tensor> sources)
    {
        if (loss.Shape.Count != 1)
        {
            throw new ShapeException("gradient", "only a tensor of one element can be differentiated", loss.Shape);
        }

        return Back([(loss, Tensor.Constant(loss.Shape, 1))], sources);
    }

    /// <summary>The gradients of some nodes, given the gradients of others (a vector-Jacobian product).</summary>
    /// <param name="arrivals">Distinct nodes and their gradients.</param>
    /// <param name="sources">The nodes to differentiate with respect to.</param>
    internal static Tensor[] Back(IReadOnlyList<(Tensor Node, Tensor Gradient)> arrivals, IReadOnlyList<Tensor> sources)
    {
        // Nested regions recurse.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        List<Tensor> nodes = Tensor.Ancestors(arrivals.Select(arrival => arrival.Node));
        HashSet<Tensor> relevant = DependOn(nodes, sources);
        var gradients = new GradientSums();
        foreach ((Tensor node, Tensor gradient) in arrivals)
        {
            gradients.Add(node, gradient);
        }

        var repeated = new Dictionary<RegionOp, Repetition>();
        for (int i = nodes.Count - 1; i >= 0; i--)
        {
            Tensor node = nodes[i];
            if (!relevant.Contains(node) || node.Inputs.Count == 0 || gradients.Total(node) is not { } gradient)
            {
                continue;
            }

            Tensor?[] parts = node.Op is RegionOp region
                ? region.Gradient(node, gradient, repeated)
                : node.Op.Gradient(node, gradient);
            for (int k = 0; k < parts.Length; k++)
            {
                Tensor input = node.Inputs[k];
                if (parts[k] is { } part && relevant.Contains(input))
                {
                    gradients.Add(input, part);
                }
            }
        }

        return [.. sources.Select(source => gradients.Total(source) ?? Tensor.Constant(source.Shape, 0))];
    }

    /// <summary>The nodes that depend on the sources.</summary>
    private static HashSet<Tensor> DependOn(List<Tensor> nodes, IReadOnlyList<Tensor> sources)
    {
        var relevant = new HashSet<Tensor>(sources);
        foreach (Tensor node in nodes)
        {
            if (node.Inputs.Any(relevant.Contains))
            {
                relevant.Add(node);
            }
        }

        return relevant;
    }
}
