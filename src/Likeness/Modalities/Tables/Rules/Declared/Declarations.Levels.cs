using Likeness.Modalities.Tables.Rules.Partial;

namespace Likeness.Modalities.Tables.Rules.Declared;

/// <summary>Declared rules of levels: formulas of the rows with some, and rules of columns that stay as they are.</summary>
internal sealed partial class Declarations
{
    private const string NoFormulaOfLevels =
        "some row with these levels breaks it, none has them, or the column has no such level";

    private readonly List<LevelFormulaColumn> ofLevels = [];

    /// <summary>Formulas of the rows with some levels, which restore columns when all others are restored.</summary>
    public IReadOnlyList<LevelFormulaColumn> OfLevels => ofLevels;

    private void Keep(Declaration declared, TableRule? rule, string why)
    {
        if (rule is null)
        {
            Break(declared, why);
        }
        else
        {
            kept.Add(rule);
        }
    }

    private void AddOfLevels(IEnumerable<Declaration> declared)
    {
        foreach (var one in declared)
        {
            string? absent = one
                .Parts.Append(one.Column)
                .FirstOrDefault(name => train.Columns.All(column => column.Name != name));
            if (absent is not null || rules.Exists(rule => rule.Column == one.Column && rule.Replaces && !rule.IsOrder))
            {
                Break(one, RestoredBy(absent ?? one.Column));
            }
            else if (LevelFormulaSearch.Declare(train, one.Rule) is { } rule)
            {
                ofLevels.Add(rule);
            }
            else
            {
                Break(one, NoFormulaOfLevels);
            }
        }
    }
}
