using System.Numerics;
using System.Text;
using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>
/// The pattern of e-mail addresses whose users have no other: their most frequent structures (<c>first.last76</c>, <c>first</c>), of letters and digits of the usual numbers, at the hosts of the data. Letters that
/// read as words are consonants and vowels in turn.
/// </summary>
internal static class MailPatterns
{
    private const int MinRows = 5; // of a host
    private const int MaxHosts = 100;
    private const int MaxStructures = 6;
    private const double MinStructure = 0.05; // of the addresses
    private const int MaxStructureLength = 48;
    private const int Room = 10; // possible addresses for each of the data
    private const double WordVowels = 0.28; // of letters: 0.19 of random ones, 0.4 of names
    private const string Vowels = "aeiou";
    private const string Consonants = "bdfgklmnprstv";

    /// <summary>The pattern; null where no text is an address.</summary>
    /// <param name="mails">Different addresses.</param>
    public static KeyPattern? Find(IReadOnlyList<string> mails)
    {
        if (mails.Count == 0)
        {
            return null;
        }

        string[] users = [.. mails.Select(mail => mail[..mail.IndexOf('@', StringComparison.Ordinal)])];
        var structures = users
            .GroupBy(StructureOf, StringComparer.Ordinal)
            .Select(group => (Structure: group.Key, Users: group.ToArray()))
            .OrderByDescending(one => one.Users.Length)
            .ThenBy(one => one.Structure, StringComparer.Ordinal)
            .Where((one, i) => i == 0 || one.Users.Length >= MinStructure * users.Length)
            .Take(MaxStructures)
            .ToArray();
        bool areWords = AreWords(users);
        string[] hosts = Hosts(mails);
        string[] host =
            hosts.Length < 2
                ? [.. (hosts is [var only] ? only : "mail.example").Select(c => $"{c}")]
                : [$"{KeyParts.Slot(0)}"];
        var forms = structures
            .Select(one =>
                KeyPattern.Placed([.. Places(one.Structure, one.Users, areWords, mails.Count), "@", .. host])
            )
            .ToArray();
        var pattern = forms is [var form]
            ? form
            : KeyPattern.Mixture(forms, FormFrequencies.Rounded([.. structures.Select(one => one.Users.Length)]));
        return hosts.Length < 2 ? pattern : pattern.With([hosts]);
    }

    // Those that several addresses have.
    private static string[] Hosts(IReadOnlyList<string> mails) =>
        [
            .. mails
                .CountBy(mail => mail[(mail.IndexOf('@', StringComparison.Ordinal) + 1)..])
                .Where(host => host.Value >= MinRows)
                .OrderByDescending(host => host.Value)
                .ThenBy(host => host.Key, StringComparer.Ordinal)
                .Take(MaxHosts)
                .Select(host => host.Key),
        ];

    // Runs of small letters, capitals and digits are one character each: a.a0 for first.last76, Aa for Ann.
    private static string StructureOf(string user)
    {
        var structure = new StringBuilder();
        foreach (char character in CodeShapes.Of(user))
        {
            if (structure.Length == 0 || character != structure[^1] || character is not ('a' or 'A' or '0'))
            {
                structure.Append(character);
            }
        }

        return structure.ToString();
    }

    private static bool AreWords(string[] users)
    {
        int letters = users.Sum(user => user.Count(char.IsAsciiLetter));
        int vowels = users.Sum(user => user.Count(c => Vowels.Contains(char.ToLowerInvariant(c))));
        return vowels >= WordVowels * letters;
    }

    // The characters of each place, of runs as long as they are in half of the users.
    private static List<string> Places(string structure, string[] users, bool areWords, int addresses)
    {
        int[] lengths = [.. structure.Select((_, run) => Median(users, run))];
        int shortest = structure.IndexOfAny(['a', 'A', '0']);
        var places = Of(structure, lengths, areWords);
        while (
            shortest >= 0
            && places.Count < MaxStructureLength
            && places.Aggregate(BigInteger.One, (size, place) => size * place.Length) < (BigInteger)Room * addresses
        )
        {
            lengths[shortest]++;
            places = Of(structure, lengths, areWords);
        }

        return places;
    }

    private static List<string> Of(string structure, int[] lengths, bool areWords)
    {
        var places = new List<string>();
        bool isVowel = false;
        foreach (var (run, character) in structure.Index())
        {
            bool follows = run > 0 && structure[run - 1] is 'a' or 'A';
            for (int i = 0; i < lengths[run]; i++)
            {
                isVowel = (i > 0 || follows) && !isVowel;
                places.Add(
                    character switch
                    {
                        '0' => CharacterClasses.Named(
                            i == 0 && lengths[run] > 1 ? CharacterClasses.LeadingDigit : "[0-9]"
                        ),
                        'a' when areWords => isVowel ? Vowels : Consonants,
                        'A' when areWords => (isVowel ? Vowels : Consonants).ToUpperInvariant(),
                        'a' => CharacterClasses.Named("[a-z]"),
                        'A' => CharacterClasses.Named("[A-Z]"),
                        _ => $"{character}",
                    }
                );
            }
        }

        return places;
    }

    // The length of a run in half of the users.
    private static int Median(string[] users, int run)
    {
        int[] lengths = [.. users.Select(user => LengthOf(user, run)).Order()];
        return lengths[lengths.Length / 2];
    }

    private static int LengthOf(string user, int run)
    {
        string shape = CodeShapes.Of(user);
        int at = 0;
        for (int i = 0; ; i++)
        {
            int end = at + 1;
            while (end < shape.Length && shape[end] == shape[at] && shape[at] is 'a' or 'A' or '0')
            {
                end++;
            }

            if (i == run)
            {
                return end - at;
            }

            at = end;
        }
    }
}
