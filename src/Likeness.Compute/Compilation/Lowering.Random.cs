using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <content>Random numbers. A number is a function of its offset in memory, so the layout is chosen once for each stream.</content>
internal sealed unsafe partial class Lowering
{
    private readonly Dictionary<(ulong Stream, RandomKind Kind, Shape Shape), int[]> drawn = [];

    /// <summary>Whether a node is a random source that no step has read yet.</summary>
    private bool IsToBeDrawn(Tensor node) => node.Op is RandomNumbers && !views.ContainsKey(node);

    /// <summary>Generates the random numbers that a group is the first to read, in the group's element order.</summary>
    private void EmitRandomOf(FusionGroup group, int[] order)
    {
        foreach (Tensor node in group.Inputs.Where(IsToBeDrawn).ToArray())
        {
            bool alike = node.Shape == group.Shape;
            EmitRandom(node, (RandomNumbers)node.Op, alike ? order : Layout.BatchInnermost(node.Shape.Rank));
        }
    }

    private void EmitRandom(Tensor node, RandomNumbers op, int[] order)
    {
        // Recomputed nodes generate the same numbers again.
        var key = (op.Stream, op.Kind, node.Shape);
        order = drawn.TryGetValue(key, out int[]? before) ? before : drawn[key] = order;
        var numbers = new View(
            new Buffer(node.Shape.Count, op.Name) { Pitch = node.Shape.Rank == 0 ? 1 : node.Shape[order[^1]] },
            new Strided(0, Layout.Strides(node.Shape, order))
        );
        Steps.Add(new RandomStep(op, numbers.Buffer));
        views[node] = numbers;
    }
}
