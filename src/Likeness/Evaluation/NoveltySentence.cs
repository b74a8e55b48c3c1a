using Likeness.Evaluation.Novelty;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Evaluation;

/// <summary>Describes the matches with training examples in one sentence with its numbers.</summary>
internal static class NoveltySentence
{
    public static NoveltyFinding Find(NoveltyNumbers numbers)
    {
        string one = numbers.Things.TrimEnd('s');
        var beyond = numbers.Found.Matches.FirstOrDefault(match => match.IsBeyondChance);
        return beyond?.Scale switch
        {
            MatchScale.Equal => new(
                NoveltyLevel.Copies,
                $"{Percent(beyond.Fraction)} of the samples equal a training {one}, where {Chance(beyond)}."
            ),
            MatchScale.VeryNear => Near("99 %"),
            MatchScale.Near => Near("95 %"),
            MatchScale.Nearest => new(
                NoveltyLevel.NearCopies,
                $"{Percent(beyond.Fraction)} of the samples lie nearer to a training {one} than to any test {one}, where {Expected(numbers)} is expected (p = {P(beyond)})."
            ),
            _ => new(NoveltyLevel.New, New(numbers, one)),
        };

        NoveltyFinding Near(string real) =>
            new(
                NoveltyLevel.NearCopies,
                $"{Percent(beyond!.Fraction)} of the samples lie next to a training {one}, nearer than {real} of real {numbers.Things} lie to each other, where {Chance(beyond)}."
            );
    }

    private static string New(NoveltyNumbers numbers, string one)
    {
        var equal = numbers.Found.Matches[(int)MatchScale.Equal];
        string start =
            numbers.Test > 0
                ? $"{Percent(numbers.Found.Matches[(int)MatchScale.Nearest].Fraction)} of the samples lie nearer to a training {one} than to any test {one}, where {Expected(numbers)} is expected"
                : $"{Percent(numbers.Found.Matches[(int)MatchScale.Near].Fraction)} of the samples lie next to a training {one}, where {Percent(numbers.Found.Matches[(int)MatchScale.Near].Chance)} is expected by chance";
        string overfits = numbers.Found.Overfits
            ? $" The model overfits (p = {P(numbers.Found.Matches[(int)MatchScale.Nearest])}), but its samples lie no nearer to real {numbers.Things} than these lie to each other."
            : "";
        return $"{start}, and {Equal(numbers, equal)}.{overfits} This is no proof of privacy.";
    }

    // Where rows repeat, many samples equal a training and a test row; each of these counts in part.
    private static string Equal(NoveltyNumbers numbers, TrainingMatches equal)
    {
        double all = NoveltyVerdict.Matches(numbers.Generated, numbers.Tolerance);
        string some = Percent(equal.Fraction);
        return Percent(all) == some
            ? $"{some} equal one, where {Percent(equal.Chance)} is expected by chance"
            : $"{Percent(all)} equal one; those that equal a test one, too, count in part: {some}, where {Percent(equal.Chance)} is expected by chance";
    }

    private static string Expected(NoveltyNumbers numbers) =>
        Percent(OverfittingProtection.Expected(numbers.Train, numbers.Test));

    private static string Chance(TrainingMatches matches) =>
        $"{Percent(matches.Chance)} is expected by chance (p = {P(matches)})";

    private static string P(TrainingMatches matches) => EvidenceRules.PValue(matches.PValue);

    private static string Percent(double fraction) => EvidenceRules.Percent(fraction);
}
