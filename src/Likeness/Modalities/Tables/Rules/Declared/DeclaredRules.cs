using Likeness.Data;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Calendar;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Exceptions;

namespace Likeness.Modalities.Tables.Rules.Declared;

/// <summary>Rules that a schema declares, see <see cref="RuleText"/>.</summary>
internal static class DeclaredRules
{
    /// <summary>The rules, in the order in which they encode.</summary>
    /// <param name="train">The training rows, which must satisfy them, but for rules that some may break.</param>
    /// <param name="texts">The rules as the schema has them.</param>
    /// <param name="source">The schema's name in messages.</param>
    /// <exception cref="LikenessException">Texts are not rules, name no column, or some rows break them: the message names all, each with its path.</exception>
    public static TableRules Create(Table train, IReadOnlyList<string> texts, string source = "the schema")
    {
        var (declared, unknown) = Declaration.Parse(train.Columns, texts);
        // What the rows satisfy as they are may follow from what breaks other rules.
        bool mayBreak = declared.Any(one => one.Rule.MayBreak);
        var exact = mayBreak ? Declarations.Make(train, declared.Where(one => !one.Rule.MayBreak)) : null;
        var exceptions = new DeclaredExceptions(
            train,
            [.. declared.Select(one => one.Rule).Where(rule => rule.MayBreak)],
            exact is null ? [] : [.. exact.Rules.Concat(exact.Kept).Where(rule => !rule.HoldsInPart)]
        );
        var made = Declarations.Make(exceptions.Corrected, declared.Where(one => !exceptions.Ahead.Any(one.Is)));
        var errors = new SchemaErrors(source);
        foreach (var (index, error) in unknown.Concat(made.Refused).OrderBy(one => one.Key))
        {
            errors.Add($"$.rules[{index}]", error);
        }

        errors.Throw();
        TableRule[] subjects = [.. made.Subjects()];
        var turned = DeterminingSearch.TurnedAsDeclared(
            exceptions.Corrected,
            [.. made.Rules],
            [.. subjects, .. made.Kept],
            exceptions.MayBreak
        );
        var restored = turned.Concat(exceptions.Ahead).Select(rule => rule.Column).ToHashSet();
        TableRule[] parts = [.. TimePartColumn.All(train).Where(rule => !restored.Contains(rule.Column))];
        var ordered = parts.Length == 0 ? turned : RuleSearch.InOrder([.. parts, .. turned]);
        TableRule[] rules = [.. exceptions.Ahead, .. subjects, .. ordered, .. made.Kept];
        return new TableRules(train.Columns, rules, exceptions.Of(rules), exceptions.Ahead.Count).Including(
            made.OfLevels
        );
    }
}
