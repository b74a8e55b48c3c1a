namespace Likeness.Data.Ranks;

/// <summary>Numbers that may be ranks within groups, and which scores they rank.</summary>
internal sealed class RankCheck
{
    private readonly double[] ranks;
    private readonly int[] groups;
    private readonly int[] order; // of the rows that have ranks: by group and rank

    /// <summary>Sorts the numbers.</summary>
    /// <param name="ranks">The numbers; NaN where missing.</param>
    /// <param name="by">The columns whose values together name a group: [columns][rows].</param>
    public RankCheck(double[] ranks, IReadOnlyList<double[]> by)
    {
        this.ranks = ranks;
        (groups, _) = Ranking.GroupsOf(by, ranks.Length);
        order =
        [
            .. Enumerable
                .Range(0, ranks.Length)
                .Where(row => !double.IsNaN(ranks[row]))
                .OrderBy(row => groups[row])
                .ThenBy(row => ranks[row]),
        ];
    }

    /// <summary>Whether each group has a first one, and each further number follows the one before by some way of ranking.</summary>
    public bool AreRanks
    {
        get
        {
            int place = 0;
            for (int i = 0; i < order.Length; i++)
            {
                double step = StepOf(i);
                place = double.IsNaN(step) ? 1 : place + 1;
                double rank = ranks[order[i]];
                if (double.IsNaN(step) ? rank != 1 : step > 1 && rank != place)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The rows of each rank, on average.</summary>
    public double RowsOfEach =>
        order.Length / (double)Math.Max(1, Enumerable.Range(0, order.Length).Count(i => StepOf(i) != 0));

    /// <summary>Whether ranks rise in the file, in each group.</summary>
    public bool RiseInFile
    {
        get
        {
            var last = new Dictionary<int, double>();
            for (int row = 0; row < ranks.Length; row++)
            {
                if (ranks[row] < last.GetValueOrDefault(groups[row]))
                {
                    return false;
                }

                last[groups[row]] = double.IsNaN(ranks[row]) ? double.PositiveInfinity : ranks[row];
            }

            return true;
        }
    }

    /// <summary>Whether the rows of the file stand group after group, and in each by their ranks; those without any are last.</summary>
    public bool StandInOrder
    {
        get
        {
            int changes = 0;
            for (int row = 1; row < groups.Length; row++)
            {
                changes += groups[row] == groups[row - 1] ? 0 : 1;
            }

            return RiseInFile && changes == groups.Distinct().Count() - 1;
        }
    }

    /// <summary>Whether the numbers of a part of the rows may be ranks of scores.</summary>
    public bool MayRank(double[] scores) => Follow(scores, 1, isPart: true) || Follow(scores, -1, isPart: true);

    /// <summary>How the numbers rank scores, and the logarithm of the probability that independent ones do; null if they do not.</summary>
    /// <param name="scores">The scores; missing where ranks are.</param>
    public (RankTies Ties, bool Falls, double LogChance)? Find(double[] scores)
    {
        foreach (bool falls in (bool[])[true, false])
        {
            if (Follow(scores, falls ? -1 : 1, isPart: false) && !AreProportional(scores))
            {
                return (TiesOf(scores), falls, LogChance(scores));
            }
        }

        return null;
    }

    // From the rank before in the group; NaN for the first one.
    private double StepOf(int i) =>
        i > 0 && groups[order[i]] == groups[order[i - 1]] ? ranks[order[i]] - ranks[order[i - 1]] : double.NaN;

    private bool Follow(double[] scores, double sign, bool isPart)
    {
        var (inOrder, competition, dense) = (true, true, true);
        int place = 1;
        for (int i = 1; i < order.Length && (inOrder || competition || dense); i++)
        {
            double step = StepOf(i);
            place = double.IsNaN(step) ? 1 : place + 1;
            double rise = sign * (scores[order[i]] - scores[order[i - 1]]);
            if (double.IsNaN(step))
            {
                continue;
            }

            bool isShared = step == 0 && rise == 0;
            inOrder &= rise >= 0 && (isPart ? step > 0 : step == 1);
            competition &= isShared || (rise > 0 && step > 0 && (isPart || ranks[order[i]] == place));
            dense &= isShared || (rise > 0 && (isPart ? step > 0 : step == 1));
        }

        return inOrder || competition || dense;
    }

    private RankTies TiesOf(double[] scores)
    {
        int place = 0;
        bool isShared = false;
        for (int i = 0; i < order.Length; i++)
        {
            double step = StepOf(i);
            place = double.IsNaN(step) ? 1 : place + 1;
            isShared |= step == 0;
            if (step > 1)
            {
                return RankTies.Competition;
            }

            if (step == 1 && isShared && ranks[order[i]] != place && !scores[order[i]].Equals(scores[order[i - 1]]))
            {
                return RankTies.Dense;
            }
        }

        // Where only the last ones share a rank, nothing follows it.
        return isShared ? RankTies.Competition : RankTies.InOrder;
    }

    // A number that rises by the same with each rank is computed otherwise.
    private bool AreProportional(double[] scores)
    {
        int other = Array.FindIndex(order, row => ranks[row] != ranks[order[0]]);
        if (other < 0)
        {
            return true;
        }

        double first = scores[order[0]];
        double slope = (scores[order[other]] - first) / (ranks[order[other]] - ranks[order[0]]);
        double tolerance = 1e-9 * order.Max(row => Math.Abs(scores[row]));
        return Array.TrueForAll(
            order,
            row => Math.Abs(first + (slope * (ranks[row] - ranks[order[0]])) - scores[row]) <= tolerance
        );
    }

    // Each group of m rows, of which t have equal scores, has one of m! / Π t! orders.
    private double LogChance(double[] scores)
    {
        double chance = 0;
        int place = 1;
        int equal = 1;
        for (int i = 1; i < order.Length; i++)
        {
            bool isFirst = double.IsNaN(StepOf(i));
            place = isFirst ? 1 : place + 1;
            equal = !isFirst && scores[order[i]].Equals(scores[order[i - 1]]) ? equal + 1 : 1;
            chance -= Math.Log(place) - Math.Log(equal);
        }

        return chance;
    }
}
