using Likeness.Interop;

namespace Likeness.Models.Trees.Boosted;

/// <summary>
/// Sequential boosted trees: each column given the columns before it by a hierarchy of cells, with a boosted binary classifier for each cell (BaltoBot,
/// McCarter 2024, arXiv:2407.05593, §3.2).
/// </summary>
[Model(
    "boosted-trees",
    Title = "Sequential boosted trees",
    Paper = "McCarter 2024, arXiv:2407.05593",
    Summary = "boosted trees for each column given the columns before it; mixed tables with missing values"
)]
public sealed class SequentialBoostedTrees : SequentialModel
{
    private readonly SequentialBoostedTreesOptions options;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="space">Its columns.</param>
    /// <param name="seed">Not used: the seed of the fit chooses validation rows.</param>
    public SequentialBoostedTrees(SequentialBoostedTreesOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed) => this.options = options;

    private protected override TreeSequence FitSequence(FitRows fit) =>
        SequenceFit.Fit(Space, 0, new BoostedColumnFit(options, fit.Seed), fit);

    private protected override IColumnPredictor ReadPredictor(
        SafetensorsFile file,
        string prefix,
        ColumnLevels? levels,
        int predictors
    ) => CellHierarchy.Read(file, prefix, (levels?.Count ?? 2) + 1, predictors);
}
