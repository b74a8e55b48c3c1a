namespace Likeness.Data.Kinds;

/// <summary>The order in which the texts of a column stand.</summary>
internal enum TextOrder
{
    /// <summary>Any.</summary>
    None,

    /// <summary>That of their characters.</summary>
    Ordinal,

    /// <summary>That of their characters, small letters as capitals.</summary>
    IgnoringCase,
}

/// <summary>Finds and compares such orders.</summary>
internal static class TextOrders
{
    // The logarithm of the number of orders that texts could have, for one they do: 10⁻⁹ by chance.
    private const double MinEvidence = 21;

    /// <summary>How texts are compared in an order; null for any order.</summary>
    public static StringComparer? Comparer(this TextOrder order) =>
        order switch
        {
            TextOrder.Ordinal => StringComparer.Ordinal,
            TextOrder.IgnoringCase => StringComparer.OrdinalIgnoreCase,
            _ => null,
        };

    /// <summary>The order in which texts stand, which could not be by chance.</summary>
    /// <param name="texts">The texts of the rows, in the order of these.</param>
    public static TextOrder Find(IReadOnlyList<string> texts) =>
        Array.Find([TextOrder.Ordinal, TextOrder.IgnoringCase], order => AreSorted(texts, order.Comparer()!));

    private static bool AreSorted(IReadOnlyList<string> texts, StringComparer comparer)
    {
        double evidence = 0;
        int same = 1;
        for (int i = 1; i < texts.Count; i++)
        {
            int step = comparer.Compare(texts[i], texts[i - 1]);
            if (step < 0)
            {
                return false;
            }

            same = step == 0 ? same + 1 : 1;
            // n! / (n₁! n₂! …), factor by factor.
            evidence += Math.Log((i + 1) / (double)same);
        }

        return evidence >= MinEvidence;
    }
}
