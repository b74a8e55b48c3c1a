using Likeness.Trees;

namespace Likeness.Models.Trees.Boosted;

/// <summary>How a hierarchy of cells is fitted.</summary>
/// <param name="MaxDepth">The maximum number of halvings.</param>
/// <param name="MinRows">The smallest number of rows of a cell.</param>
/// <param name="Trees">The options of the trees.</param>
internal sealed record HierarchySettings(int MaxDepth, int MinRows, BoostedTreesOptions Trees);
