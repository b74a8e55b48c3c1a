namespace Likeness.Models.Trees.Boosted;

/// <summary>A cell of a hierarchy: codes in order, from one place to another, perhaps halved.</summary>
/// <param name="Low">The first place.</param>
/// <param name="High">The end (exclusive).</param>
/// <param name="Middle">The first place of the upper half.</param>
/// <param name="Left">The lower half; the upper half follows it. 0 for a cell that is not halved.</param>
/// <param name="Baseline">The log-odds of the upper half, before the trees.</param>
/// <param name="FirstTree">The first of its trees.</param>
/// <param name="Trees">The number of trees.</param>
internal readonly record struct BoostedNode(
    int Low,
    int High,
    int Middle,
    int Left,
    double Baseline,
    int FirstTree,
    int Trees
);
