using Likeness.Compute.Graph;

namespace Likeness.Compute.Gradients;

/// <summary>
/// Gradient checkpointing trades time for memory: values inside a region are not kept for the backward pass but recomputed there. A
/// network of n equal layers in regions of √n layers keeps O(√n) of them instead of n. Chen et al. 2016, arXiv:1604.06174.
/// </summary>
public static class Recompute
{
    /// <summary>Computes one tensor in a region.</summary>
    /// <param name="name">The region's name, by which listings mark the steps that recompute it.</param>
    /// <param name="body">
    /// Builds the result. Existing nodes that it reads are the region's inputs and are kept. Random numbers inside are the same
    /// both times.
    /// </param>
    public static Tensor Region(string name, Func<Tensor> body) => Region(name, () => [body()])[0];

    /// <summary>Computes some tensors in a region.</summary>
    /// <inheritdoc cref="Region(string, Func{Tensor})"/>
    public static Tensor[] Region(string name, Func<Tensor[]> body)
    {
        long before = Tensor.Newest;
        Tensor[] results = body();
        Tensor[] inputs = InputsOf(results, before);
        var region = new RegionOp(name);
        return Array.ConvertAll(
            results,
            result => result.Id <= before || result.Inputs.Count == 0 ? result : new Tensor(region, [result, .. inputs])
        );
    }

    /// <summary>The nodes that are newer than a given one and their inputs.</summary>
    internal static Tensor[] InputsOf(Tensor[] results, long before)
    {
        var seen = new HashSet<Tensor>();
        var found = new List<Tensor>();
        var pending = new Stack<Tensor>(results);
        while (pending.TryPop(out Tensor? node))
        {
            if (!seen.Add(node))
            {
                continue;
            }

            if (node.Id <= before || node.Op is Input or Variable)
            {
                found.Add(node);
                continue;
            }

            foreach (Tensor input in node.Inputs)
            {
                pending.Push(input);
            }
        }

        return [.. found.OrderBy(node => node.Id)];
    }
}
