using Likeness.Compute.Graph;

namespace Likeness.Compute.Gradients;

/// <summary>
/// Trades time for memory: what is computed inside a region is not kept for the way back, but computed again there. A network of n
/// equal layers in regions of √n each keeps in the order of √n of them instead of n. Chen et al. 2016, arXiv:1604.06174.
/// </summary>
public static class Recompute
{
    /// <summary>Computes one tensor in a region.</summary>
    /// <param name="name">The region's name, by which listings of a program tell the steps that compute it again.</param>
    /// <param name="body">
    /// Builds the result. Whatever it reads that was there before is the region's input, and is kept; random numbers drawn inside
    /// are the same both times.
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

    /// <summary>What nodes newer than the given one are made from.</summary>
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
