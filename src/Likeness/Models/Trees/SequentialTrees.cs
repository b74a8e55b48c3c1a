using Likeness.Interop;

namespace Likeness.Models.Trees;

/// <summary>
/// Sequential trees: each column given the columns before it by a classification or regression tree whose leaves hold the values of their training rows,
/// the donors (Reiter 2005, J. Off. Stat. 21, 441–462).
/// </summary>
[Model(
    "trees",
    Title = "Sequential trees",
    Paper = "Reiter 2005",
    Summary = "a tree for each column given the columns before it; mixed tables with missing values"
)]
public sealed class SequentialTrees : SequentialModel
{
    private readonly TreesOptions options;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="space">Its columns.</param>
    /// <param name="seed">Not used: the fit determines everything.</param>
    public SequentialTrees(TreesOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed) => this.options = options;

    private protected override TreeSequence FitSequence(FitRows fit) =>
        SequenceFit.Fit(Space, options.MinRowsPerLeaf, null, fit);

    private protected override IColumnPredictor ReadPredictor(
        SafetensorsFile file,
        string prefix,
        ColumnLevels? levels,
        int predictors
    ) => DonorTree.Read(file, prefix, levels ?? DonorTree.IndicatorLevels(file, prefix), predictors);
}
