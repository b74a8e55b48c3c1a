using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Calendar;

namespace Likeness.Modalities.Tables.Rules.Declared;

/// <summary>Declared rules of days and years.</summary>
internal sealed partial class Declarations
{
    private static ShiftedDayColumn Shifted(Declaration declared) =>
        new(declared.Column, declared.Parts[0], declared.Parts[1], declared.Rule.Sign, declared.Rule.Days);

    // The last of three columns is the day.
    private DateColumn? Date(Declaration declared)
    {
        string[] parts =
            declared.Rule.Relation == RuleRelation.IsDate ? [.. declared.Parts, declared.Column] : [.. declared.Parts];
        return DateColumn.Find(left, parts[0], parts[1], parts[2]);
    }

    private static YearsColumn Years(Declaration declared) =>
        new(declared.Column, declared.Parts[0], declared.Parts.ElementAtOrDefault(1), declared.Rule.Day);
}
